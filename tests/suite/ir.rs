//! The Api that the user's document is lowered to.

use specwright::Input;
use specwright::config::Config;
use specwright::read::NoFiles;
use specwright::source::Sources;
use suite::fixture;

#[test]
fn the_users_document_is_lowered_as_it_was_approved() {
    let read = |name: &str| std::fs::read_to_string(fixture::root().join("spec").join(name)).unwrap();
    let mut sources = Sources::new();
    let document = sources.add("otark-brp.yaml", read("otark-brp.yaml"));
    let overlay = sources.add("overlay.yaml", read("overlay.yaml"));
    let mut loader = NoFiles;
    let input = Input { overlays: vec![overlay], ..Input::new(&mut sources, document, &mut loader) };
    let (api, diagnostics) = specwright::api(input, &Config::default());
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_debug_snapshot!("ir@otark-brp", api.unwrap());
    });
}
