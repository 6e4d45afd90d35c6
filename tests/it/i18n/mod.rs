//! Words: nothing untranslated, nothing left over.

mod keys;
