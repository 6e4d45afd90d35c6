//! Placeholder until the invented server.
