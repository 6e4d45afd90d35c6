//! Rows that contradict each other where no reference of the schema shows it: part of `check`.

use super::invariants::Problem;
use super::{Db, Fault};

// Kept without a hold, or under one that keeps something else; offered and yet closed; taken by nobody, or by somebody who did not
// accept.
const CONFUSED: &str = "SELECT f.id FROM freed_times AS f LEFT JOIN holds AS h ON h.id = f.hold
    WHERE CASE f.state
        WHEN 'open' THEN h.id IS NULL
            OR (h.practitioner, h.care, h.start_at, h.end_at) IS NOT (f.practitioner, f.care, f.start_at, f.end_at)
        ELSE h.id IS NOT NULL OR EXISTS (SELECT 1 FROM waiting_offers WHERE freed = f.id AND state = 'open') END
    UNION
    SELECT freed FROM waiting_offers AS o JOIN freed_times AS f ON f.id = o.freed WHERE o.state = 'accepted' AND f.state <> 'taken'";
// Whoever has a time, or has left, is asked nothing.
const ASKED: &str = "SELECT o.id FROM waiting_offers AS o JOIN waiting_entries AS e ON e.id = o.entry
    WHERE o.state = 'open' AND e.state IN ('served', 'left')";
const EXCHANGED: &str = "SELECT e.id FROM waiting_entries AS e JOIN appointments AS a ON a.id = e.replaces
    WHERE e.state IN ('waiting', 'paused') AND a.patient <> e.patient";
// A record that stayed may have been merged on; one that went is gone.
const HALF_MERGES: &str = "SELECT m.id FROM merges AS m WHERE m.undone_at IS NULL AND (
        EXISTS (SELECT 1 FROM patients WHERE id = m.absorbed)
        OR NOT EXISTS (SELECT 1 FROM patients WHERE id = m.survivor)
            AND NOT EXISTS (SELECT 1 FROM merges AS n WHERE n.absorbed = m.survivor AND n.undone_at IS NULL))";
const UNFINDABLE: &str = "SELECT id FROM patients AS p WHERE folded_family || folded_given <> ''
        AND NOT EXISTS (SELECT 1 FROM patient_words WHERE patient = p.id)";
const HANDOVERS: &str = "SELECT appointment FROM handovers";

/// What a number that was found is called.
type Named = fn(i64) -> Problem;

/// What is looked for, and what it is called.
const CONTRADICTIONS: [(&str, Named); 6] = [
    (CONFUSED, Problem::WaitingList),
    (ASKED, Problem::Offer),
    (EXCHANGED, Problem::Exchange),
    (HALF_MERGES, Problem::Merge),
    (UNFINDABLE, Problem::Unfindable),
    (HANDOVERS, Problem::Handover),
];

impl Db<'_> {
    pub(super) fn contradictions(&self) -> Result<Vec<Problem>, Fault> {
        let mut found = Vec::new();
        for (sql, problem) in CONTRADICTIONS {
            found.extend(self.numbers(sql)?.into_iter().map(problem));
        }
        Ok(found)
    }
}
