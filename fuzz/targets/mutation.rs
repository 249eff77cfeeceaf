//! Fuzzes [`specwright_fuzz::mutation`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| specwright_fuzz::mutation(data));
