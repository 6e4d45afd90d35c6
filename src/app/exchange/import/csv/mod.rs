//! CSV of patients and of appointments, as practice programs export them.

mod appointments;
mod column;
mod patients;
mod table;

pub use appointments::read as read_appointments;
pub use column::Column;
pub use patients::read as read_patients;
pub use table::has_appointments;
