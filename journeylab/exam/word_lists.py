"""Small words that steer how an answer is read, German and English together, folded."""

from __future__ import annotations

from journeylab.exam.lemmas import fold


def _folded(words: str) -> frozenset[str]:
    return frozenset(map(fold, words.split()))


# Parts of verbs that stand at the end of the clause: "empfehlen ... weiter".
SEPARABLE = _folded(
    """ab an auf aus bei bereit bekannt bevor dar ein empor fehl fern fest fort frei gegenüber gut heim her heran heraus
    herein herunter hervor hin hinaus hinein hinweg hinzu kennen klar los mit nach nieder richtig statt teil um voran
    voraus vorbei vor weg weiter wieder zu zurecht zurück zusammen"""
)
# With these before it a word is another one, and no compound: Bewerbung is no Werbung.
BOUND = _folded("be ver ent er ge zer emp a re de")
# With these before it a word says the opposite.
OPPOSITE = _folded("un miss nicht non")

ABBREVIATIONS = _folded(
    """abs art bspw bzgl bzw ca cf dgl dr eg evtl ggf ggfs ie ing inkl insb max min mind mio mr mrs nr prof sog
    std st tel vgl vs zb zzgl"""
)
# Words that begin a clause, also where a learner forgot the comma.
CLAUSE_WORDS = _folded(
    """aber although because but dadurch damit daher denn deshalb deswegen falls indem jedoch obwohl sobald sodass
    sofern sondern sonst though trotzdem unless weil wenn whereas while während"""
)

# Words that a phrase of the rubric may have or lack.
ARTICLES = _folded(
    """der die das den dem des ein eine einen einem einer eines sich sein seine seinen seinem seiner ihr ihre ihren
    ihrem ihrer unser unsere a an the their his her its our of to zu zum zur im"""
)
# A phrase with one of these means its words in this order: "vor dem Kauf".
ORDERING = _folded("vor nach ohne mit nicht kein bei in auf für gegen before after without with not no for")

# Negations that concern the whole clause, and those that concern what follows.
NOT = _folded("nicht not")
NEGATIONS = _folded("nicht nie niemals nichts niemand keinesfalls keineswegs nirgends weder not never nobody nothing")
NEGATIONS_AHEAD = _folded("ohne statt anstatt anstelle without instead neither nor no lacking")
WITHOUT = _folded("ohne without")
NONE = _folded("kein keine keinen keinem keiner keines keins")
# "nicht nur", "nicht zuletzt", "kein Problem" take nothing back.
AFTER_NOT = _folded("nur bloß allein zuletzt umsonst only just least")
AFTER_NONE = _folded("problem probleme wunder zweifel frage hindernis problems wonder doubt question")
# "darf nicht fehlen", "nicht vergessen".
LACKING = _folded("fehlen fehlt vergessen vergisst verzichten verzichtet unterschätzen vernachlässigen forget neglect")
SONDERN = _folded("sondern aber jedoch doch dafür but however")
LINKING = _folded("und oder sowie bzw noch and or nor als auch")

# By these a text is told from a list of catchwords.
FUNCTION_WORDS = _folded(
    """aber also als am an auch auf aus bei bis da dadurch damit dann das dass dem den der des die diese diesem diesen
    dieser dieses durch ein eine einem einen einer eines er es für hat haben ich ihm ihn ihnen ihr ihre ihren im in ist
    kann können man mehr mit nach nicht noch nur ob oder sehr sein sie sind so um und uns vom von vor was weil wenn wer
    werden wie wir wird wurde zu zum zur
    a about after also and are as at be because been before but by can for from had has have he her his if in into is it
    its more not of on or our she so that the their them then there they this to was we were when which who will with
    would you"""
)
# What a sentence that gives a reason, weighs something or explains it by an example has in it.
REASONS = _folded(
    """weil da denn also obwohl dadurch damit sodass deshalb daher deswegen somit folglich dank wodurch weshalb weswegen
    aufgrund infolge beispielsweise beispiel bedeutet heißt einerseits dagegen überwiegt indem nämlich demzufolge
    demnach hierdurch dabei wegen
    because since although example means therefore thus hence so thereby consequently as thanks due"""
)
# ... and such reasons of several words.
REASON_PHRASES = (
    ("so", "dass"),
    ("fuehrt", "zu"),
    ("fuehren", "zu"),
    ("um", "zu"),
    ("je", "desto"),
    ("je", "umso"),
    ("wenn", "dann"),
    ("leads", "to"),
    ("lead", "to"),
    ("in", "order"),
    ("which", "means"),
    ("the", "reason"),
    ("results", "in"),
    ("the", "more"),
)
