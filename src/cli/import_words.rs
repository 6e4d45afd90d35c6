//! What an import did, in words: counts, then every line that was left out, with its number.

use super::terminal::Terminal;
use crate::app::exchange::import::{ImportReport, Kind, Reason, UndoRefusal, Unreadable};
use crate::domain::contact::FieldProblem;
use crate::domain::id::ImportId;
use crate::web::extract::worded;

/// Things in the way of an undo that are named.
const USED_SHOWN: usize = 20;

/// The report of an import, or of its rehearsal.
pub(super) fn report_words(kind: Kind, report: &ImportReport, is_dry: bool, terminal: &Terminal) -> String {
    let mut lines = vec![terminal.words(&format!("import-kind-{}", kind.key()), &[])];
    for (noun, tally) in &report.tallies {
        let what = terminal.words(&format!("import-noun-{}", noun.key()), &[]);
        let counts = [tally.created, tally.completed, tally.matched].map(|count| count.to_string());
        let [created, completed, matched] = counts.each_ref().map(String::as_str);
        let arguments = [
            ("what", what.as_str()),
            ("created", created),
            ("completed", completed),
            ("matched", matched),
        ];
        lines.push(terminal.words("import-tally", &arguments));
    }
    if report.under_absence > 0 {
        let count = report.under_absence.to_string();
        lines.push(terminal.words("import-under-absence", &[("count", &count)]));
    }
    if report.erased_again > 0 {
        let count = report.erased_again.to_string();
        lines.push(terminal.words("import-erased-again", &[("count", &count)]));
    }
    for duplicate in &report.duplicates {
        let (line, of) = (duplicate.line.to_string(), duplicate.of.to_string());
        lines.push(terminal.words("import-duplicate", &[("line", &line), ("of", &of)]));
    }
    let mut left_out: Vec<&Unreadable> = report.unreadable.iter().chain(&report.conflicts).collect();
    left_out.sort_by_key(|one| one.line);
    lines.extend(left_out.into_iter().map(|one| left_out_words(one, terminal)));
    lines.push(ending(kind, report, is_dry, terminal));
    lines.join("\n")
}

fn ending(kind: Kind, report: &ImportReport, is_dry: bool, terminal: &Terminal) -> String {
    match report.number {
        _ if is_dry => terminal.words("import-dry", &[]),
        None if kind == Kind::Whole && !report.has_losses() => terminal.words("import-restored", &[]),
        Some(number) => terminal.words("import-done", &[("number", &number.to_string())]),
        None => terminal.words("import-nothing", &[]),
    }
}

fn left_out_words(one: &Unreadable, terminal: &Terminal) -> String {
    let reason = reason_words(&one.reason, terminal);
    if matches!(one.reason, Reason::Row(_)) {
        return terminal.words(
            "import-row-left-out",
            &[("row", &one.line.to_string()), ("reason", &reason)],
        );
    }
    let arguments = [("line", one.line.to_string()), ("reason", reason)];
    let arguments = arguments.each_ref().map(|(name, text)| (*name, text.as_str()));
    terminal.words("import-left-out", &arguments)
}

fn reason_words(reason: &Reason, terminal: &Terminal) -> String {
    let column = |key: &str| terminal.words(&format!("import-column-{key}"), &[]);
    match reason {
        Reason::TooLong(max) => terminal.words("import-too-long", &[("max", &max.to_string())]),
        Reason::TooMany(max) => terminal.words("import-too-many", &[("max", &max.to_string())]),
        Reason::Malformed => terminal.words("import-malformed", &[]),
        Reason::WrongKind => terminal.words("import-wrong-kind", &[]),
        Reason::NoColumn(key) => terminal.words("import-no-column", &[("column", &column(key))]),
        Reason::Field { column: key, problem } => {
            let arguments = [
                ("column", column(key)),
                ("problem", problem_words(problem, terminal)),
            ];
            let arguments = arguments.each_ref().map(|(name, text)| (*name, text.as_str()));
            terminal.words("import-field", &arguments)
        }
        Reason::Unknown { column: key, name } => {
            let column = column(key);
            terminal.words("import-unknown", &[("column", &column), ("name", name)])
        }
        Reason::Ambiguous => terminal.words("import-ambiguous", &[]),
        Reason::Overlap(Some(line)) => terminal.words("import-overlap-line", &[("other", &line.to_string())]),
        Reason::Overlap(None) => terminal.words("import-overlap", &[]),
        Reason::NotEmpty => terminal.words("import-not-empty", &[]),
        Reason::Recurrence => terminal.words("import-recurrence", &[]),
        Reason::Row(table) => terminal.words("import-row", &[("table", table)]),
        Reason::Zone(name) => terminal.words("import-zone", &[("name", name)]),
    }
}

fn problem_words(problem: &FieldProblem, terminal: &Terminal) -> String {
    worded(terminal.texts(), problem)
}

/// Why an import stays.
pub(super) fn refusal_words(import: ImportId, refusal: &UndoRefusal, terminal: &Terminal) -> String {
    let number = import.to_string();
    let key = match refusal {
        UndoRefusal::Unknown => "import-undo-unknown",
        UndoRefusal::Done => "import-undo-done",
        UndoRefusal::TooOld => "import-undo-too-old",
        UndoRefusal::Used(_) => "import-undo-used",
    };
    let mut lines = vec![terminal.words(key, &[("number", &number)])];
    if let UndoRefusal::Used(used) = refusal {
        for (noun, id) in used.iter().take(USED_SHOWN) {
            let what = terminal.words(&format!("import-noun-{}", noun.key()), &[]);
            lines.push(format!("  {what} {id}"));
        }
        if used.len() > USED_SHOWN {
            lines.push(format!("  … ({})", used.len()));
        }
    }
    lines.join("\n")
}
