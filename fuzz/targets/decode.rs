//! Fuzzes [`specwright_fuzz::decode`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| specwright_fuzz::decode(data));
