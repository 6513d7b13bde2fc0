//! The small crate in `tests/embedder` is built against this one and run, as a case system would be.

use std::fs;
use std::path::Path;
use std::process::Command;

#[test]
fn a_crate_of_its_own_embeds_this_one() {
    let this = Path::new(env!("CARGO_MANIFEST_DIR"));
    let built = Path::new(env!("CARGO_TARGET_TMPDIR")).join("embedder");
    let there = this.join("tests/embedder");
    fs::create_dir_all(built.join("src")).unwrap();
    let manifest = fs::read_to_string(there.join("manifest.toml")).unwrap();
    let manifest = manifest.replace("../..", &this.to_string_lossy());
    // Under this name only here: a package within this one would not be part of it.
    fs::write(built.join("Cargo.toml"), manifest).unwrap();
    fs::copy(there.join("src/main.rs"), built.join("src/main.rs")).unwrap();
    // The versions that this crate is built with are here already: nothing is fetched.
    fs::copy(this.join("Cargo.lock"), built.join("Cargo.lock")).unwrap();
    let output = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--offline"])
        .current_dir(&built)
        .env("CARGO_TARGET_DIR", built.join("target"))
        .env_remove("RUSTFLAGS")
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(String::from_utf8_lossy(&output.stdout), "embedded\n");
}
