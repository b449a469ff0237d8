//! fayan 法眼: the terminal browser for reports on 法治政府建设.

use std::process::ExitCode;

fn main() -> ExitCode {
    fayan::cli::run()
}
