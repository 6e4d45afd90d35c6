//! The button below a form that takes its thing away.

use crate::domain::agenda::Edit;

/// The edit of the button, the keys of its word and of what it means.
pub(super) struct Removal {
    pub(super) edit: Edit,
    pub(super) key: &'static str,
    pub(super) hint: &'static str,
    pub(super) is_grave: bool,
}

impl Removal {
    /// Archives, or brings back what was archived.
    pub(super) fn archiving(edit: Edit, is_archived: bool, hint: &'static str) -> Self {
        if is_archived {
            return Self {
                edit,
                key: "setup-unarchive",
                hint: "setup-unarchive-hint",
                is_grave: false,
            };
        }
        Self {
            edit,
            key: "setup-archive",
            hint,
            is_grave: true,
        }
    }

    /// Drops for good.
    pub(super) fn dropping(edit: Edit, hint: &'static str) -> Self {
        Self {
            edit,
            key: "setup-drop",
            hint,
            is_grave: true,
        }
    }
}
