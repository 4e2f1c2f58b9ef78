"""Two texts that grew from one, put together so that no word of either is lost."""

from dataclasses import dataclass

from diff_match_patch import diff_match_patch

SECONDS = 0.5  # a comparison that takes longer is cut short, which only makes the edits coarser


@dataclass(frozen=True)
class Edit:
    """The text from `start` to `end` was replaced by `new`; an insertion where the two are the same."""

    start: int
    end: int
    new: str

    def clashes_with(self, other: "Edit") -> bool:
        """Both touched the same words. Two insertions at one place do not clash: both are kept."""
        if self == other:
            return False
        if self.start == self.end and other.start == other.end:
            return False
        return self.start < other.end and other.start < self.end


def together(base: str, saved: str, mine: str) -> str | None:
    """`saved` with what `mine` changed of `base`; None when both changed the same words."""
    theirs, own = edits(base, saved), edits(base, mine)
    if any(one.clashes_with(other) for one in theirs for other in own):
        return None
    found, position = "", 0
    # At one place what was saved first comes first, and a change both made is made once.
    for edit in sorted(dict.fromkeys([*theirs, *own]), key=lambda edit: (edit.start, edit.end)):
        found += base[position : edit.start]
        is_beside = position == edit.start == edit.end and found and not found.endswith("\n")
        if is_beside and edit in own and edit not in theirs and any(other.start == edit.start for other in theirs):
            found += "\n" * (not edit.new.startswith("\n"))
        found, position = found + edit.new, max(position, edit.end)
    return found + base[position:]


def edits(base: str, text: str) -> list[Edit]:
    compare = diff_match_patch()
    compare.Diff_Timeout = SECONDS
    steps = compare.diff_main(base, text)
    compare.diff_cleanupSemantic(steps)
    found: list[Edit] = []
    position = 0
    for kind, words in steps:
        if kind == compare.DIFF_EQUAL:
            position += len(words)
            continue
        end = position + (len(words) if kind == compare.DIFF_DELETE else 0)
        new = words if kind == compare.DIFF_INSERT else ""
        if found and found[-1].end == position:  # what was taken out and put in at one place is one edit
            last = found.pop()
            found.append(Edit(last.start, end, last.new + new))
        else:
            found.append(Edit(position, end, new))
        position = end
    return found
