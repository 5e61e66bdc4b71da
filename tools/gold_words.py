"""What the pages on free text say besides the figures, in both languages."""

from __future__ import annotations

_EN = """\
# Free answers: what the machine sees in them

Made by `python -m tools.gold` from the set of marked answers; do not edit it by hand.

**The machine never awards points for free text.** It shows where the words of a rubric stand in an answer, and what
about them is doubtful. Learners mark themselves row by row, trainers decide. This page says how the search works, how
often it is right, and how often it is not.

## What happens with an answer

1. You write it and lock it.
2. For every row of the rubric the search shows one of three things: **found**, **unsure** with a question, or
   **not found**. It quotes the words of your answer.
3. You mark your answer against the rubric yourself. Where your mark and the evidence differ, you are asked why.
4. You read the model answer. A trainer may mark your answer, too. Nobody else does, and no program.

"Not found" does not mean "wrong". Of what people gave points for on questions that the search had never seen, it missed
{missed_of}. Where we may look into the answers, the reason is nearly always the same: they are right, but
say it in words that the rubric does not have. "Found" does not mean "right" either: of the rows that were found on
those questions, {wrong_of} had earned nothing.

## How the search works

- **Base forms.** *Kundenbewertungen* is read as *Kundenbewertung*, *zurückgeschickt* as *zurückschicken*; capitals,
  *ß* or *ss*, *ü* or *ue*, *Kund:innen* or *Kundinnen* make no difference. The noun finds its verb (*Bewertung*,
  *bewerten*). *empfehlen ... weiter* is *weiterempfehlen*.
- **Compounds.** If a word ends with a word of the rubric, it counts (*Kundenbewertung* for *Bewertung*); if it begins
  with it, it is unsure (*Retourenlabel* for *Retoure*). *Bewerbung* is no *Werbung*.
- **Phrases.** All their words stand close together in one sentence, in any order; if one of them is a word such as
  *vor*, *nach* or *nicht*, in this order.
- **Slips.** A word that the dictionary does not know and that is one letter away from a word of the rubric (in long
  words two) is unsure, with "Did you mean ...?". *Bewertung* and *Bewerbung* are both words, so neither is a slip.
- **Negations.** What *nicht*, *kein*, *ohne*, *weder* take back is unsure. *Nicht nur ..., sondern auch* takes nothing
  back, nor does *kein ... ohne*.
- **Counter words.** If a word that the rubric names as a sign of the wrong phase or the opposite stands in the same
  sentence, the hit is unsure.
- **Mentions.** Each word of the rubric counts once, and each word of the answer for one thing.
- **Hints** look at the answer as a whole: a reason where the task asks for one; catchwords instead of sentences; long
  prose where naming is enough; fewer things than asked for, or more.

English answers are read with an English dictionary, and without the rule on compounds: *overview* is no *view*.

The dictionary is that of simplemma (MIT licence); it runs on your own computer and asks nobody. It comes with
`pip install 'journeylab[text]'`. Without it the search cuts off usual endings, and says:

> {plain_limits}

## What it cannot do

> {limits}

In particular: synonyms that are not in the rubric, everyday language, words that are right and stand at the wrong
thing (a remedy under the wrong cause), irony, and points that are given in part.

## How often it agrees with people

The set in `datasets/gold/free_text.yaml` has {questions} questions with {answers} answers. All answers are invented.
Marked by: {marked_by}. Their judgement is not that of an examination board.

A third of the questions ({held_out}) was **held out**: every third by its place in the file, fixed before the questions
were written, and not looked at while the search was improved. Figures for the other {known} may be too good, because
the search was improved on them; the held-out ones say what to expect. Both parts are hard on purpose: for every
question the set has an answer in everyday words, one with a typical error, and one that misses the point.

*Found* and *unsure* are written as "with points from people + without". *Precision*: share of the found rows that
people gave points for, half points included. *Recall*: share of the rows with points that were found. *Same number*: as
many mentions found as people gave full points for.

### {part_held_out}

{table_held_out}

### {part_known}

{table_known}

### Question by question

Only those that may be looked at, with the dictionary.

{table_questions}

## What follows from this

- Found evidence is a reason to look, not a mark: precision {precision_held_out} (held out; {precision_known} on the
  others).
- Missing evidence is no reason for a zero: recall {recall_held_out} (held out; {recall_known} on the others).
- The dictionary helps with irregular forms and slips, and changes little on the whole: without it recall is
  {recall_plain} (held out).
- Whoever writes a rubric raises both: words as learners use them, phrases instead of single common words, counter words
  for the wrong phase.
- Anyone who changes the search runs `python -m tools.gold` and commits the figures, better or worse; a test compares
  them.
"""
_DE = """\
# Freie Antworten: was die Maschine darin sieht

Erzeugt von `python -m tools.gold` aus den von Hand bepunkteten Antworten; nicht von Hand ändern.

**Die Maschine vergibt nie Punkte für freien Text.** Sie zeigt, wo die Wörter eines Erwartungshorizonts in einer Antwort
stehen und was daran zweifelhaft ist. Lernende bewerten sich selbst, Zeile für Zeile; die Lehrkraft entscheidet. Diese
Seite sagt, wie die Suche arbeitet, wie oft sie richtig liegt und wie oft nicht.

## Was mit einer Antwort geschieht

1. Sie schreiben sie und schließen sie ab.
2. Zu jeder Zeile des Erwartungshorizonts zeigt die Suche eines von dreien: **gefunden**, **unsicher** mit einer
   Rückfrage, oder **nicht gefunden**. Sie zitiert dabei die Wörter Ihrer Antwort.
3. Sie bewerten Ihre Antwort selbst nach dem Erwartungshorizont. Wo Ihr Urteil und die Belege auseinandergehen, werden
   Sie nach dem Grund gefragt.
4. Sie lesen die Musterantwort. Auch eine Lehrkraft kann Ihre Antwort bewerten; sonst niemand, und kein Programm.

„Nicht gefunden“ heißt nicht „falsch“. Von dem, was Menschen bei Fragen bepunktet haben, die die Suche nie gesehen
hatte, hat sie {missed_of} übersehen. Wo wir in die Antworten sehen dürfen, ist der Grund fast immer
derselbe: Sie sind richtig, sagen es aber mit Wörtern, die im Erwartungshorizont nicht stehen. „Gefunden“ heißt auch
nicht „richtig“: Von den Zeilen, die bei diesen Fragen gefunden wurden, hatten {wrong_of} nichts verdient.

## Wie die Suche arbeitet

- **Grundformen.** *Kundenbewertungen* liest sie als *Kundenbewertung*, *zurückgeschickt* als *zurückschicken*; große
  oder kleine Buchstaben, *ß* oder *ss*, *ü* oder *ue*, *Kund:innen* oder *Kundinnen* machen keinen Unterschied. Zum
  Hauptwort gehört das Verb (*Bewertung*, *bewerten*). *empfehlen ... weiter* ist *weiterempfehlen*.
- **Zusammensetzungen.** Endet ein Wort auf ein Wort des Erwartungshorizonts, zählt es (*Kundenbewertung* für
  *Bewertung*); beginnt es damit, ist es unsicher (*Retourenlabel* für *Retoure*). *Bewerbung* ist keine *Werbung*.
- **Wendungen.** Alle ihre Wörter stehen nah beieinander in einem Satz, in beliebiger Reihenfolge; gehört ein Wort wie
  *vor*, *nach* oder *nicht* dazu, in dieser Reihenfolge.
- **Tippfehler.** Ein Wort, das nicht im Wörterbuch steht und sich in einem Buchstaben (in langen Wörtern in zweien) von
  einem Wort des Erwartungshorizonts unterscheidet, ist unsicher: „Meinten Sie ...?“ *Bewertung* und *Bewerbung* sind
  beides Wörter, also ist keines ein Tippfehler.
- **Verneinungen.** Was *nicht*, *kein*, *ohne*, *weder* zurücknehmen, ist unsicher. *Nicht nur ..., sondern auch* nimmt
  nichts zurück, *kein ... ohne* auch nicht.
- **Gegenwörter.** Steht im selben Satz ein Wort, das der Erwartungshorizont als Zeichen für die falsche Phase oder das
  Gegenteil nennt, ist der Treffer unsicher.
- **Nennungen.** Jedes Wort des Erwartungshorizonts zählt einmal, und jedes Wort der Antwort für eine Sache.
- **Hinweise** betrachten die Antwort als Ganzes: eine Begründung, wo die Aufgabe eine verlangt; Stichworte statt Sätze;
  langer Text, wo Nennen genügt; weniger Nennungen als verlangt oder mehr.

Englische Antworten werden mit einem englischen Wörterbuch gelesen und ohne die Regel zu Zusammensetzungen: *overview*
ist keine *view*.

Das Wörterbuch ist das von simplemma (MIT-Lizenz); es läuft auf Ihrem eigenen Rechner und fragt niemanden. Es kommt mit
`pip install 'journeylab[text]'`. Ohne Wörterbuch schneidet die Suche übliche Endungen ab und sagt dazu:

> {plain_limits}

## Was sie nicht kann

> {limits}

Vor allem nicht: gleichbedeutende Wörter, die nicht im Erwartungshorizont stehen; Alltagssprache; richtige Wörter an der
falschen Stelle (eine Maßnahme beim falschen Grund); Ironie; Teilpunkte.

## Wie oft sie mit Menschen übereinstimmt

Der Satz in `datasets/gold/free_text.yaml` hat {questions} Fragen mit {answers} Antworten. Alle Antworten sind erfunden.
Bepunktet von: {marked_by}. Ihr Urteil ist nicht das eines Prüfungsausschusses.

Ein Drittel der Fragen ({held_out}) wurde **zurückgehalten**: jede dritte nach ihrer Stelle in der Datei, festgelegt,
bevor die Fragen geschrieben wurden, und nicht angesehen, während die Suche verbessert wurde. Die Zahlen der übrigen
{known} können zu gut sein, weil die Suche an ihnen verbessert wurde; die zurückgehaltenen sagen, was zu erwarten ist.
Beide Teile sind mit Absicht schwer: Zu jeder Frage gibt es eine Antwort in Alltagssprache, eine mit einem typischen
Irrtum und eine am Thema vorbei.

*Gefunden* und *unsicher* stehen als „mit Punkten von Menschen + ohne“. *Genauigkeit*: Anteil der gefundenen Zeilen, für
die Menschen Punkte gaben, auch halbe. *Ausbeute*: Anteil der Zeilen mit Punkten, die gefunden wurden. *Gleiche Zahl*:
so viele Nennungen gefunden, wie Menschen volle Punkte gaben.

### {part_held_out}

{table_held_out}

### {part_known}

{table_known}

### Frage für Frage

Nur die, die man ansehen darf, mit Wörterbuch.

{table_questions}

## Was daraus folgt

- Ein gefundener Beleg ist ein Grund hinzusehen, keine Note: Genauigkeit {precision_held_out} (zurückgehalten;
  {precision_known} bei den übrigen).
- Ein fehlender Beleg ist kein Grund für null Punkte: Ausbeute {recall_held_out} (zurückgehalten; {recall_known} bei den
  übrigen).
- Das Wörterbuch hilft bei unregelmäßigen Formen und Tippfehlern und ändert im Ganzen wenig: Ohne Wörterbuch ist die
  Ausbeute {recall_plain} (zurückgehalten).
- Wer einen Erwartungshorizont schreibt, verbessert beides: Wörter, wie Lernende sie benutzen, Wendungen statt einzelner
  häufiger Wörter, Gegenwörter für die falsche Phase.
- Wer die Suche ändert, ruft `python -m tools.gold` auf und legt die Zahlen ab, ob besser oder schlechter; ein Test
  vergleicht sie.
"""

PAGE = {"en": _EN, "de": _DE}
WORDS: dict[str, dict[str, str]] = {
    "en": {
        "part_known": "Questions on which the search was improved",
        "part_held_out": "Held-out questions",
        "search": "search",
        "dictionary": "with dictionary",
        "plain": "without",
        "kind": "rows",
        "all": "all",
        "one": "one mention counts",
        "several": "several count",
        "question": "question",
        "operator": "task verb",
        "row": "row",
        "rows": "compared",
        "found": "found",
        "unsure": "unsure",
        "missed": "missed",
        "absent": "rightly not found",
        "precision": "precision",
        "recall": "recall",
        "recall_with_unsure": "recall with unsure",
        "same_count": "same number",
        "of": "{part} of {whole} ({share})",
    },
    "de": {
        "part_known": "Fragen, an denen die Suche verbessert wurde",
        "part_held_out": "Zurückgehaltene Fragen",
        "search": "Suche",
        "dictionary": "mit Wörterbuch",
        "plain": "ohne",
        "kind": "Zeilen",
        "all": "alle",
        "one": "eine Nennung zählt",
        "several": "mehrere zählen",
        "question": "Frage",
        "operator": "Operator",
        "row": "Zeile",
        "rows": "verglichen",
        "found": "gefunden",
        "unsure": "unsicher",
        "missed": "übersehen",
        "absent": "zu Recht nicht gefunden",
        "precision": "Genauigkeit",
        "recall": "Ausbeute",
        "recall_with_unsure": "Ausbeute mit unsicheren",
        "same_count": "gleiche Zahl",
        "of": "{part} von {whole} ({share})",
    },
}
