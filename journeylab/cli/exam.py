"""``journeylab exam``: give an exam out, collect the answers, and write the results."""

from __future__ import annotations

import secrets
from argparse import Namespace
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from journeylab.domain.exercise.bank import Entry
from journeylab.domain.exercise.exam_results import ExamResults
from journeylab.domain.exercise.release import ExamKey, ExamPaper
from journeylab.domain.names import expect_known, find
from journeylab.errors import DataError, UsageError
from journeylab.exam.collecting import Collected, noted_codes
from journeylab.exam.collecting import collect as collected
from journeylab.exam.handing_out import letter, notebook_cells
from journeylab.exam.leaks import depends, found_in, telling, texts
from journeylab.exam.paper import assemble
from journeylab.exam.release import drawn, make_exam, questions
from journeylab.exam.results import answers_sheet, items_sheet, points_sheet, standing
from journeylab.exam.variants import Variant
from journeylab.i18n import _, ngettext, number, reason
from journeylab.store import release_folder as folders
from journeylab.store.blueprints import blueprint, blueprints
from journeylab.store.collect_folder import RESULTS, handed_in, read_codes, set_aside
from journeylab.store.exercises import practice_bank, read_bank, shop
from journeylab.store.files import write_bytes_atomically
from journeylab.store.new_file import slug
from journeylab.store.results_files import as_csv, as_xlsx
from journeylab.store.shipped import shipped
from journeylab.views.release_page import release_page
from journeylab.views.results_page import results_page

_SECRET_BYTES = 16


def exam(arguments: Namespace) -> int:
    """Do what was asked for: release, collect or results."""
    actions = {"release": release, "collect": collect, "results": results}
    return actions[arguments.action](arguments)


def release(arguments: Namespace) -> int:
    """Write the folder for learners and the trainer's file beside it, and prove that no solution left."""
    sources = [Path(path) for path in arguments.bank or []]
    key = _chosen(arguments, sources)
    folder = arguments.out or Path(slug(key.paper.title) or "klausur")
    kept = arguments.key or folder.with_name(f"{folder.name}.trainer.json")
    folders.expect_a_place(folder, kept, sources or [shipped("exercises")])
    files = _proven(key)
    folders.write_key(kept, key)
    folders.write_release(folder, files)
    _search(folder, kept, key, files)
    count = len(key.paper.leaves)
    print(_("The exam lies in {folder}").format(folder=folder.absolute()))
    said = ngettext(
        "{count} task, {points} points, {minutes} minutes",
        "{count} tasks, {points} points, {minutes} minutes",
        count,
    )
    points, minutes = number(float(key.paper.points)), number(key.paper.minutes)
    print(said.format(count=count, points=points, minutes=minutes))
    print(_("Checked: no solution is in its files, and nothing in them depends on one."))
    print(_("Keep this file to yourself, it is needed to mark: {file}").format(file=kept.absolute()))
    if not sources:
        print(_("These exercises come from the practice bank: everybody can read their solutions there."))
    collect = _("Collect afterwards: {command}")
    print(collect.format(command=f'journeylab exam collect "{folder}" --key "{kept}" --codes codes.csv'))
    return 0


def _chosen(arguments: Namespace, sources: Sequence[Path]) -> ExamKey:
    """Return the exam that is asked for: by a blueprint, or by the ids of exercises."""
    bank = read_bank(sources) if sources else practice_bank()
    first = str(arguments.what[0])
    entries: tuple[Entry, ...]
    language: str
    if len(arguments.what) == 1 and (Path(first).suffix.lower() in (".yaml", ".yml") or first in blueprints()):
        plan = blueprint(first)
        paper = assemble(bank, plan, arguments.variant, seed=arguments.seed, blueprints=blueprint)
        entries = tuple(task.entry for task in paper.tasks)
        seed, minutes, title = paper.tasks[0].variant.seed, plan.minutes, plan.title
        language, aids = plan.language, ", ".join(plan.aids)
    else:
        ids = [entry.id for entry in bank.entries]
        for name in arguments.what:
            expect_known(name, [*ids, *blueprints()])
        entries = tuple(find(bank.entries, name) for name in arguments.what)
        seed, minutes, title = arguments.seed or 0, sum(entry.item.minutes for entry in entries), _("Class exam")
        language, aids = entries[0].language, ""
    return make_exam(
        entries,
        seed,
        secrets.token_hex(_SECRET_BYTES),
        exam=secrets.token_hex(8),
        title=arguments.title or title,
        minutes=arguments.minutes or minutes,
        now=datetime.now(UTC).replace(microsecond=0),
        language=language,
        aids=aids,
    )


def files_of(paper: ExamPaper) -> Mapping[str, bytes]:
    """Return the files that learners get, by name."""
    return {
        folders.TASKS: folders.as_json(paper),
        folders.NOTEBOOK: folders.notebook(notebook_cells(paper, folders.TASKS), paper.language),
        folders.SHEET: release_page(paper, shop).encode(),
        # With the mark at its beginning, Windows' editor shows umlauts.
        folders.README: letter(paper, folders.NOTEBOOK, folders.SHEET).encode("utf-8-sig"),
    }


def _made(key: ExamKey, variants: Sequence[Variant]) -> Mapping[str, bytes]:
    return files_of(key.paper.model_copy(update={"questions": questions(variants, key.secret)}))


def _proven(key: ExamKey) -> Mapping[str, bytes]:
    """Return the files of an exam, or raise if one of them depends on a solution."""
    leaking = depends(partial(_made, key), drawn(key))
    if leaking:
        raise _leak(leaking)
    return files_of(key.paper)


def _search(folder: Path, kept: Path, key: ExamKey, files: Mapping[str, bytes]) -> None:
    """Search what lies on the disk now for the words of solutions; take everything back if one is found."""
    items = [*key.items, *(variant.item for variant in drawn(key))]
    shops = {question.scenario for question in (*key.paper.questions, *key.paper.leaves) if question.scenario}
    known = [text for name in sorted(shops) for text in texts(shop(name))]
    secret = {*telling(items, known), key.secret}
    hits = found_in(folders.read_all(folder), secret)
    if hits:
        folders.take_back(folder, files)
        kept.unlink(missing_ok=True)
        raise _leak([f"{name}: „{text[:60]}“" for name, text in hits])


def _leak(places: Sequence[str]) -> DataError:
    return DataError(
        _("Solutions would leave with this exam: {places}.").format(places="; ".join(places[:3])),
        _("Nothing was written. Look whether a title, a case or a document gives the answer away."),
    )


def collect(arguments: Namespace) -> int:
    """Read what was handed in, mark what a rule can mark, and set aside what does not count."""
    folder = arguments.folder
    key = folders.read_record(_trainer_file(arguments), ExamKey, _("trainer's file of an exam"))
    out = _results_folder(arguments)
    codes = noted_codes([*(read_codes(arguments.codes) if arguments.codes else ()), *map(_typed, arguments.code or ())])
    place = out / RESULTS
    before = folders.read_record(place, ExamResults, _("results of an exam")) if place.exists() else None
    if before is not None and before.key.paper.exam != key.paper.exam:
        raise DataError(
            _("'{file}' holds the results of another exam.").format(file=RESULTS),
            _("Name another folder for the results with --out."),
        )
    files = handed_in(folder)
    found = collected(files, key, codes, shop, before)
    # First what counts: if the copies cannot be written, nothing of it is missing.
    folders.write_record(place, found.results)
    _say(found, place, out, files)
    return 0


def beside(folder: Path) -> Path:
    """Return where the results of a folder of submissions go: not into it, where learners may read them."""
    folder = folder.absolute()
    return folder.with_name(f"{folder.name}-ergebnisse")


def _results_folder(arguments: Namespace) -> Path:
    out: Path = arguments.out or beside(arguments.folder)
    if any((place / folders.TASKS).exists() for place in (out.absolute(), *out.absolute().parents)):
        raise UsageError(
            _("The results hold solutions and all answers; they must not lie in the learners' folder."),
            _("Leave --out away, or name a folder that only you can read."),
        )
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DataError(
            _("The folder {folder} cannot be made: {reason}.").format(folder=out.name, reason=reason(error)),
            _("Choose a place in which you may write."),
        ) from error
    return out


def _trainer_file(arguments: Namespace) -> Path:
    if arguments.key:
        return Path(arguments.key)
    folder: Path = arguments.folder.absolute()
    there = [*folder.glob("*.trainer.json"), folder.with_name(f"{folder.name}.trainer.json")]
    fitting = [path for path in there if path.is_file()]
    if len(fitting) != 1:
        raise UsageError(
            _("The trainer's file of this exam was not found."),
            _("Name it with --key, for example klausur.trainer.json."),
        )
    return fitting[0]


def _typed(text: str) -> tuple[str, str]:
    name, sign, code = text.partition("=")
    if not sign:
        raise UsageError(
            _("'{text}' is no pseudonym with a receipt code.").format(text=text[:60]),
            _("Write for example: --code kluger-fuchs-7=7K3M-Q9PX-2BVA-HC84"),
        )
    return name, code


def _say(found: Collected, place: Path, out: Path, files: Mapping[str, bytes]) -> None:
    count = len(found.results.learners)
    print(ngettext("{count} submission counts.", "{count} submissions count.", count).format(count=count))
    for names, said in (
        (found.unconfirmed, _("Confirmed by no receipt code: {names}")),
        (found.missing, _("A code is noted, but no submission counts: {names}")),
        (found.late, _("Longer than the time, by their own clock: {names}")),
    ):
        if names:
            print(said.format(names=", ".join(names)))
    if found.aside:
        reasons = [(each.file, each.reason.label + (f" [{each.code}]" if each.code else "")) for each in found.aside]
        for name, why in reasons:
            print(f"  {name}: {why}")
        listed = set_aside(out, files, reasons, datetime.now())
        print(_("Copies and reasons: {file}. Nothing that was handed in was moved or changed.").format(file=listed))
    still = sum(standing(each).open for each in found.results.learners)
    print(_("Results: {file}").format(file=place.absolute()))
    if still:
        said = ngettext("{count} answer waits for you.", "{count} answers wait for you.", still)
        print(said.format(count=still), _('Mark them in a notebook: journeylab.Marking("{file}")').format(file=place))


def results(arguments: Namespace) -> int:
    """Write the results as tables for a spreadsheet and as a page."""
    source: Path = arguments.folder
    if source.is_dir():
        places = (source / RESULTS, beside(source) / RESULTS)
        source = next((each for each in places if each.exists()), places[0])
    read = folders.read_record(source, ExamResults, _("results of an exam"))
    out = arguments.out or source.parent
    tables = [points_sheet(read), answers_sheet(read, shop), items_sheet(read)]
    plain = [(each.title, each.headings, each.rows) for each in tables]
    made: dict[str, bytes] = {"ergebnisse.csv": as_csv(plain[0]), "antworten.csv": as_csv(plain[1])}
    made["ergebnisse.html"] = results_page(read).encode()
    if not arguments.no_xlsx:
        made["ergebnisse.xlsx"] = as_xlsx(plain)
    for name, data in made.items():
        write_bytes_atomically(out / name, data)
        print(_("written: {file}").format(file=out / name))
    still = sum(standing(each).open for each in read.learners)
    if still:
        said = ngettext("{count} answer is not marked yet", "{count} answers are not marked yet", still)
        print(said.format(count=still) + ": " + _("no mark where something is open."))
    return 0
