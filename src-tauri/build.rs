//! Reads `tauri.conf.json` and the capabilities at build time.

use std::{fs, path::Path};

/// The built front end, which is embedded in the app.
const FRONT_END: &str = "ui/dist";

fn main() {
    // Tauri refuses to compile without the folder; the engine's checks and tests need no front end in it.
    fs::create_dir_all(Path::new(FRONT_END)).expect("the front end's folder can be made");
    // `tauri_build` watches only its own default folders.
    for path in [FRONT_END, "src-tauri/capabilities", "icons"] {
        println!("cargo:rerun-if-changed={path}");
    }
    let attributes = tauri_build::Attributes::new().capabilities_path_pattern("src-tauri/capabilities/*.json");
    tauri_build::try_build(attributes).expect("tauri.conf.json and the capabilities can be read");
}
