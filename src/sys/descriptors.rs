//! How many files and sockets the system lets this process have open.

use std::fs;

/// The limit in force (`ulimit -n`); `None` where the system does not say, or sets none.
pub fn limit() -> Option<usize> {
    parsed(&fs::read_to_string("/proc/self/limits").ok()?)
}

/// From the table of proc(5): name, limit in force, highest that may be asked for, unit.
fn parsed(table: &str) -> Option<usize> {
    let row = table
        .lines()
        .find_map(|line| line.strip_prefix("Max open files"))?;
    row.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limit_in_force_is_the_first_number() {
        let table = "Limit                     Soft Limit           Hard Limit           Units     \n\
                     Max open files            1024                 524288               files     \n";
        assert_eq!(parsed(table), Some(1024));
        assert_eq!(
            parsed("Max open files            unlimited            unlimited            files\n"),
            None
        );
        assert_eq!(parsed(""), None);
        assert!(limit().is_some_and(|limit| limit > 3), "this machine has one");
    }
}
