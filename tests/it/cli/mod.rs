//! The binary as it is shipped: what it says, what it does, how it ends.

mod accounts;
mod caldav;
mod canary;
mod check;
mod handed;
mod life;
mod mail;
mod messages;
mod modem;
mod program;
mod radicale;
mod refusals;
mod simulate;
mod stick;
mod tokens;
mod update;
mod watched;
