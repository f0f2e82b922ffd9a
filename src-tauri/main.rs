fn main() { skillsheet::ipc::write_bindings(std::path::Path::new("ui/src/backend/bindings.ts")).unwrap(); }
