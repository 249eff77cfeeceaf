//! Same input, same bytes: in every run, and whatever the order of maps whose order carries no meaning.

use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestRng};
use specwright::config::{Config, Target};
use specwright::source::{Limits, Map, Sources, Tree, parse, to_yaml};
use suite::fixture::{self, Case};

fn otark() -> Case {
    let text = std::fs::read_to_string(fixture::root().join("spec/otark-brp.yaml")).unwrap();
    Case { name: "otark-brp".to_owned(), text, config: None }
}

fn files(case: &Case) -> Vec<(String, String)> {
    let target = |name: &str| Some(Target { name: name.to_owned(), path: name.to_owned() });
    let mut config = Config::default();
    config.types.target = target("types");
    config.client.target = target("client");
    let packages = fixture::generate_with(case, &config).packages;
    packages.into_iter().flat_map(|package| package.files).collect()
}

/// Puts the members of every map in a random order, but for `properties`: fields stand in the order of the document.
fn shuffle(tree: &mut Tree, keeps_order: bool, rng: &mut TestRng) {
    match tree {
        Tree::Map(map) => {
            let mut members: Vec<(String, Tree)> = std::mem::take(map).into_iter().collect();
            if !keeps_order {
                for last in (1..members.len()).rev() {
                    members.swap(last, rng.random_range(0..=last));
                }
            }
            for (key, value) in &mut members {
                shuffle(value, key == "properties", rng);
            }
            **map = Map::from_iter(members);
        }
        Tree::List(items) => items.iter_mut().for_each(|item| shuffle(item, false, rng)),
        _ => {}
    }
}

fn check(case: &Case, seed: &[u8; 32]) {
    let mut sources = Sources::new();
    let file = sources.add("document.yaml", case.text.clone());
    let mut tree = parse(&sources, file, &Limits::DEFAULT).0.unwrap();
    shuffle(&mut tree, false, &mut TestRng::from_seed(RngAlgorithm::ChaCha, seed));
    let shuffled = Case { name: case.name.clone(), text: to_yaml(&tree), config: case.config.clone() };
    assert_eq!(files(&shuffled), files(case), "{}", case.name);
}

#[test]
fn two_runs_give_the_same_bytes() {
    for case in fixture::cases("emit").into_iter().chain([otark()]) {
        assert_eq!(files(&case), files(&case), "{}", case.name);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn the_order_of_maps_does_not_matter(seed in any::<[u8; 32]>()) {
        for case in fixture::cases("emit").into_iter().chain([otark()]) {
            check(&case, &seed);
        }
    }
}
