//! The demonstration: its practice holds together, and the command ends without leaving anything behind.

mod command;
mod practice;
