//! The generator over arbitrary text.

use specwright::config::{Config, Runtime};
use specwright::diagnostic::{Color, human, json};
use specwright::read::NoFiles;
use specwright::source::{Limits, Sources};
use specwright::{Generated, Input};

/// Limits that keep one run short; what lies beyond is refused like what lies beyond the usual ones.
const BYTES: usize = 1 << 20;

/// The generator does not panic, and what it makes is Rust.
pub fn document(data: &[u8]) {
    generate(data);
    if let Ok(text) = std::str::from_utf8(data) {
        configuration(text);
    }
}

/// Generates from a document, and checks whatever came.
pub(crate) fn generate(data: &[u8]) {
    if data.len() > BYTES {
        return;
    }
    let mut sources = Sources::new();
    let Ok(document) = sources.add_bytes("document.yaml", data) else { return };
    let mut loader = NoFiles;
    let input = Input {
        runtime: Runtime::Path("../runtime".to_owned()),
        limits: Limits::DEFAULT,
        ..Input::new(&mut sources, document, &mut loader)
    };
    let Generated { packages, diagnostics, ledger, .. } = specwright::generate(input, &Config::default());
    // Problems can be shown, each with its place in the text.
    let shown = (human(&diagnostics, &sources, Color::Never), json(&diagnostics, &sources));
    assert_eq!(shown.0.is_empty(), shown.1.is_empty());
    // Errors keep to what they are about; what was made in spite of them is accounted for.
    assert_eq!(
        packages.is_empty(),
        ledger.is_none(),
        "files without an account of them, or the other way round"
    );
    assert!(!packages.is_empty() || diagnostics.has_errors(), "neither files nor errors");
    for (path, text) in packages.iter().flat_map(|package| &package.files) {
        if path == "Cargo.toml" {
            assert!(text.parse::<toml::Table>().is_ok(), "{path}:\n{text}");
        } else if let Err(error) = syn::parse_file(text) {
            panic!("{path}: {error}\n{text}");
        }
    }
}

/// Reading a configuration does not panic either.
fn configuration(text: &str) {
    let mut sources = Sources::new();
    let file = sources.add("specwright.toml", text);
    if let Err(problems) = Config::parse(&sources, file) {
        assert!(problems.has_errors());
        assert!(!human(&problems, &sources, Color::Never).is_empty());
    }
}
