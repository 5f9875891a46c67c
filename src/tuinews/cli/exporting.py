"""`tuinews export`: to standard output, to one file, or a file for each article."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tuinews import export
from tuinews.cli import out
from tuinews.cli.articles import all_ids, chosen
from tuinews.cli.codes import UsageError
from tuinews.cli.context import Context
from tuinews.counting import counted
from tuinews.paths import expand

if TYPE_CHECKING:
    from tuinews.model import Article, State
    from tuinews.store.library import Library


def run_export(options: argparse.Namespace, context: Context) -> int:
    """Export the chosen articles, or the whole library."""
    if options.json and options.format not in (None, "json"):
        raise UsageError("--json is JSON lines; leave --format out")
    if options.to is not None and options.output is not None:
        raise UsageError("--to makes a file for each article, -o one file for all: take one")
    with context.library() as library:
        ids = _chosen(library, options)
        if options.to is not None:
            return _to_folder(options, context, library, ids)
        texts = _texts(options, library, ids)
        if options.output is not None:
            out.to_file(Path(options.output), texts, force=options.force)
            out.told(f"{counted(len(ids), 'article')} in {options.output}")
        else:
            for content in texts:
                sys.stdout.write(content)
    return 0


def _chosen(library: Library, options: argparse.Namespace) -> list[str]:
    if not options.articles and options.query is None:
        return list(all_ids(library))
    from tuinews.store.errors import LibraryError

    try:
        return chosen(library, options)
    except LibraryError as error:
        path = next((word for word in options.articles if set("./") & set(word)), "")
        hint = f" To write to a file: -o {path}" if path else ""
        raise LibraryError(f"{error}{hint}") from error


def _each(library: Library, ids: Iterable[str]) -> Iterator[tuple[Article, State]]:
    for identity in ids:
        yield library.article(identity), library.state(identity)


def _texts(options: argparse.Namespace, library: Library, ids: Iterable[str]) -> Iterator[str]:
    """Yield what is printed: JSON is one line an article, so that it can be read back."""
    for number, (article, state) in enumerate(_each(library, ids)):
        if options.json or options.format == "json":
            yield export.as_json(article, state) + "\n"
            continue
        between = "\n" if number else ""
        yield between + export.render(article, options.format or "markdown", state)


def _to_folder(
    options: argparse.Namespace, context: Context, library: Library, ids: Iterable[str]
) -> int:
    settings = context.config.export
    folder = Path(expand(options.to or settings.folder))
    form = "json" if options.json else options.format or settings.format
    for article, state in _each(library, ids):
        path = export.write(article, folder, form, state)
        if options.json:
            out.emit({"id": article.id, "path": str(path)})
        else:
            out.line(str(path))
    return 0
