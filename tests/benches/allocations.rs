//! How often decoding and encoding allocate, ours and others': `cargo bench -p suite --bench allocations`.
//!
//! These are counts and not measurements: they are the same in every run.

#[path = "work/mod.rs"]
mod work;

use std::io::Write as _;

fn main() {
    let mut out = std::io::stdout().lock();
    let cases = || work::decoding().into_iter().map(|case| ("decode", case));
    for (work, case) in cases().chain(work::encoding().into_iter().map(|case| ("encode", case))) {
        writeln!(out, "\n{work} {} ({} bytes)", case.name, case.json.len()).unwrap();
        for job in &case.jobs {
            // What is made at the first call and kept, such as a compiled pattern, is not counted.
            (job.run)();
            let counted = allocation_counter::measure(|| (job.run)());
            let [count, bytes] = [counted.count_total, counted.bytes_total];
            writeln!(out, "  {:<28} {count:>6} allocations  {bytes:>8} bytes", job.name).unwrap();
        }
    }
}
