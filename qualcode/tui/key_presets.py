"""Keys of the presets vim and emacs; an act not named here keeps its default keys.

Alt with a letter arrives from every terminal; Alt with another sign arrives in most as the sign alone. So what Emacs has on
Alt+> stands on > as well, and no act has a key of that kind only.
"""

from __future__ import annotations

VIM: dict[str, str] = {
    "reading.cluster-next": "l,right",
    "reading.cluster-back": "h,left",
    "reading.line-next": "j,down",
    "reading.line-back": "k,up",
    "reading.word-next": "w,ctrl+right",
    "reading.word-back": "b,ctrl+left",
    "reading.turn-next": "right_curly_bracket,J,ctrl+down",
    "reading.turn-back": "left_curly_bracket,K,ctrl+up",
    "reading.page-next": "ctrl+f,pagedown,space",
    "reading.page-back": "ctrl+b,pageup",
    "reading.edge-next": "dollar_sign,end",
    "reading.edge-back": "0,circumflex_accent,home",
    "reading.select-word": "W",
    "reading.start-on": "alt+l,ctrl+right_square_bracket",
    "reading.start-back": "alt+h,ctrl+backslash",
    "reading.next-match": "N,f3",
    "workspace.search": "z",
    "workspace.why-not": "Y",
    "workspace.redo": "ctrl+r,U",
    "tree.down": "j,down",
    "tree.up": "k,up",
}
EMACS: dict[str, str] = {
    "reading.cluster-next": "ctrl+f,right",
    "reading.cluster-back": "ctrl+b,left",
    "reading.line-next": "ctrl+n,down",
    "reading.line-back": "ctrl+p,up",
    "reading.word-next": "alt+f,ctrl+right",
    "reading.word-back": "alt+b,ctrl+left",
    "reading.sentence-next": "alt+e,right_parenthesis",
    "reading.sentence-back": "alt+a,left_parenthesis",
    "reading.page-next": "ctrl+v,pagedown,space",
    "reading.page-back": "alt+v,pageup,backspace",
    "reading.edge-next": "ctrl+e,end",
    "reading.edge-back": "ctrl+a,home",
    "reading.text-next": "alt+greater_than_sign,greater_than_sign,ctrl+end,G",
    "reading.text-back": "alt+less_than_sign,less_than_sign,ctrl+home,g",
    "reading.next-coding": "alt+n",
    "reading.previous-coding": "alt+p",
    "reading.hold": "ctrl+@,ctrl+space,v",
    "reading.other-end": "o",
    "reading.let-go": "ctrl+g,escape",
    "workspace.find": "ctrl+s,slash",
    "workspace.search": "z",
    "workspace.undo": "u,ctrl+underscore",
    "app.palette": "alt+x,colon",
    "tree.down": "ctrl+n,down",
    "tree.up": "ctrl+p,up",
}
