//! What one run is asked to do: which files are read, where crates go, and the command that says so.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use crate::flags::{Codegen, Color, MessageFormat};
use crate::sink::Mode;
use crate::{ui, workspace};

/// The configuration of the crates for the API of this workspace.
const OWN_CONFIG: &str = "spec/specwright.toml";

/// The folder whose folders are the crates of the tests on the wire, each with a configuration.
const WIRE: &str = "tests/wire";

/// One run, with every default filled in.
#[derive(Debug)]
pub(crate) struct Request {
    /// The workspace, to which shown paths are relative.
    pub(super) root: PathBuf,
    pub(super) mode: Mode,
    /// The configuration; nothing means the defaults.
    pub(super) config: Option<PathBuf>,
    /// The document, where it is not for the configuration to name.
    pub(super) spec: Option<PathBuf>,
    /// The folder of the crates, where it is not that of the configuration.
    pub(super) out: Option<PathBuf>,
    /// Overlays beyond those of the configuration.
    pub(super) overlays: Vec<PathBuf>,
    pub(super) strict: bool,
    /// Where to write the ledger.
    pub(super) ledger: Option<PathBuf>,
    pub(super) format: MessageFormat,
    pub(super) color: Color,
}

impl Request {
    /// What the flags ask for: one run, or, when they name no file, one for each configuration of the workspace.
    ///
    /// # Errors
    /// When a folder that is named is a file, or one of ours cannot be read.
    pub(crate) fn all(root: &Path, flags: &Codegen) -> Result<Vec<Self>> {
        let first = Self::new(root, flags)?;
        let names_a_file = flags.config.is_some() || flags.spec.is_some();
        if names_a_file || flags.out.is_some() || !flags.overlay.is_empty() {
            return Ok(vec![first]);
        }
        let mut all = vec![first];
        for config in wire_configs(root)? {
            all.push(Self { config: Some(config), ..Self::new(root, flags)? });
        }
        Ok(all)
    }

    fn new(root: &Path, flags: &Codegen) -> Result<Self> {
        let config = match (&flags.config, &flags.spec) {
            (Some(config), _) => Some(config.clone()),
            (None, Some(_)) => None,
            (None, None) => Some(root.join(OWN_CONFIG)),
        };
        if let Some(out) = &flags.out {
            refuse_file(out)?;
        }
        Ok(Self {
            root: root.to_owned(),
            mode: match (flags.check, flags.dry_run) {
                (true, _) => Mode::Check,
                (_, true) => Mode::DryRun,
                _ => Mode::Write,
            },
            config,
            spec: flags.spec.clone(),
            out: flags.out.clone(),
            overlays: flags.overlay.clone(),
            strict: flags.strict,
            ledger: flags.ledger.clone(),
            format: flags.message_format,
            color: flags.color,
        })
    }

    /// The file that the run starts from, as a person would write it.
    pub(super) fn title(&self) -> String {
        let first = self.spec.as_ref().or(self.config.as_ref());
        first.map(|path| workspace::show(&self.root, path)).unwrap_or_default()
    }

    /// The command that writes what this run checks.
    pub(super) fn command(&self) -> String {
        let own = self.root.join(OWN_CONFIG);
        let mut command = "cargo xtask codegen".to_owned();
        let mut flag = |name: &str, path: &Path| {
            command.push_str(name);
            command.push_str(&ui::quoted(path));
        };
        if let Some(spec) = &self.spec {
            flag(" --spec ", spec);
        }
        if let Some(out) = &self.out {
            flag(" --out ", out);
        }
        if let Some(config) = self.config.as_ref().filter(|config| **config != own) {
            flag(" --config ", config);
        }
        for overlay in &self.overlays {
            flag(" --overlay ", overlay);
        }
        if self.strict {
            command.push_str(" --strict");
        }
        command
    }
}

/// The configurations of the tests on the wire, in the order of their names.
fn wire_configs(root: &Path) -> Result<Vec<PathBuf>> {
    let folder = root.join(WIRE);
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let cannot = || format!("cannot read `{WIRE}`");
    let mut found = Vec::new();
    for entry in std::fs::read_dir(&folder).with_context(cannot)? {
        let config = entry.with_context(cannot)?.path().join("specwright.toml");
        found.extend(config.is_file().then_some(config));
    }
    found.sort();
    Ok(found)
}

fn refuse_file(out: &Path) -> Result<()> {
    let absolute = workspace::absolute(out).context("--out")?;
    // The nearest thing that exists has to be a folder, or nothing can be created in it.
    let nearest = absolute.ancestors().find_map(|path| Some((path, path.metadata().ok()?)));
    match nearest {
        Some((path, metadata)) if !metadata.is_dir() => {
            bail!("--out `{}`: `{}` is a file, and a folder is expected", out.display(), path.display())
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use clap::Parser as _;

    use super::Request;
    use crate::flags::{Command, Flags};
    use crate::sink::Mode;

    fn request(line: &str) -> Request {
        let flags =
            Flags::try_parse_from(["xtask", "codegen"].into_iter().chain(line.split_whitespace())).unwrap();
        let Command::Codegen(flags) = flags.command else { panic!("{line}") };
        Request::all(Path::new("/w"), &flags).unwrap().remove(0)
    }

    #[test]
    fn without_flags_the_tests_on_the_wire_are_generated_too() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b", "a"] {
            std::fs::create_dir_all(folder.path().join("tests/wire").join(name)).unwrap();
            std::fs::write(folder.path().join("tests/wire").join(name).join("specwright.toml"), "").unwrap();
        }
        std::fs::create_dir(folder.path().join("tests/wire/no-configuration")).unwrap();
        let titles = |line: &str| {
            let line = ["xtask", "codegen"].into_iter().chain(line.split_whitespace());
            let Command::Codegen(flags) = Flags::try_parse_from(line).unwrap().command else { panic!() };
            let all = Request::all(folder.path(), &flags).unwrap();
            all.iter().map(Request::title).collect::<Vec<_>>()
        };
        let own = "spec/specwright.toml";
        let wire = ["tests/wire/a/specwright.toml", "tests/wire/b/specwright.toml"];
        assert_eq!(titles("--check"), [own, wire[0], wire[1]]);
        assert_eq!(titles("--out x"), [own]);
        assert_eq!(titles("--config c.toml"), ["c.toml"]);
    }

    #[test]
    fn without_flags_the_workspace_is_generated() {
        let request = request("");
        assert_eq!(request.mode, Mode::Write);
        assert_eq!(request.title(), "spec/specwright.toml");
        assert_eq!(request.config.as_deref(), Some(Path::new("/w/spec/specwright.toml")));
    }

    #[test]
    fn another_document_does_not_use_the_configuration_of_the_workspace() {
        let request = request("--dry-run --spec api.yaml --out out");
        assert_eq!(request.mode, Mode::DryRun);
        assert_eq!(request.config, None);
        assert_eq!(request.title(), "api.yaml");
    }

    #[test]
    fn the_command_that_mends_has_the_same_files() {
        assert_eq!(request("--check").command(), "cargo xtask codegen");
        assert_eq!(
            request("--check --overlay o.yaml --config c.toml --out out --spec a'b.yaml").command(),
            r"cargo xtask codegen --spec 'a'\''b.yaml' --out out --config c.toml --overlay o.yaml"
        );
    }

    #[test]
    fn a_file_is_no_output_folder() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        std::fs::write(&file, "").unwrap();
        for out in [file.clone(), file.join("below")] {
            let error = super::refuse_file(&out).unwrap_err().to_string();
            assert!(error.ends_with("is a file, and a folder is expected"), "{error}");
        }
        assert!(super::refuse_file(&folder.path().join("new/deep")).is_ok());
    }
}
