//! The files of `seeds/` through every property.

use std::path::Path;

#[test]
fn every_property_holds_for_every_seed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let mut count = 0;
    for (name, property) in specwright_fuzz::PROPERTIES.iter().copied() {
        for entry in std::fs::read_dir(folder.join(name)).unwrap() {
            property(&std::fs::read(entry.unwrap().path()).unwrap());
            count += 1;
        }
    }
    assert!(count > 0, "no seeds");
}
