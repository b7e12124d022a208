/** What kind of project a directory holds, and the usual commands of that kind. */
export interface DetectedProject {
  readonly type: "node" | "rust" | "go" | "python" | "make" | "cmake";
  /** The file that says so. */
  readonly file: string;
  readonly build_command: string | null;
  readonly test_command: string | null;
}

/** The first file that exists decides; the predecessor has the same rows in the same order. */
const PROJECTS: readonly DetectedProject[] = [
  project("node", "package.json", "npm run build", "npm test"),
  project("rust", "Cargo.toml", "cargo build", "cargo test"),
  project("go", "go.mod", "go build ./...", "go test ./..."),
  project("python", "pyproject.toml", "pip install -e . -q", "pytest"),
  project("python", "setup.py", "pip install -e . -q", "pytest"),
  project("python", "requirements.txt", null, "pytest"),
  project("make", "Makefile", "make", "make test"),
  project("cmake", "CMakeLists.txt", "cmake --build .", "ctest"),
];

/** Recognises a project by the names in its top directory; null if none says what it is. */
export function detectProject(names: ReadonlySet<string>): DetectedProject | null {
  return PROJECTS.find(({ file }) => names.has(file)) ?? null;
}

function project(
  type: DetectedProject["type"],
  file: string,
  build_command: string | null,
  test_command: string | null,
): DetectedProject {
  return { type, file, build_command, test_command };
}
