/** What a file is for, by its path alone. */

export type Role =
  /** Holds tests by the conventions of a runner. */
  | 'test'
  /** Lies among the tests: helpers, set-up, fixtures in code. */
  | 'test-support'
  /** Expected output: snapshots, golden files. */
  | 'golden'
  /** Says how checks behave, and is read by them. */
  | 'check-config'
  /** Names the scripts that checks run: package.json, Makefile, workflows, shell scripts. */
  | 'script'
  | 'docs'
  | 'source'
  | 'other';

const CODE =
  /\.(?:[cm]?[jt]sx?|vue|svelte|py|pyi|go|rs|java|kts?|scala|groovy|c|h|cc|cpp|cxx|hpp|hh|cs|fs|rb|php|swift|m|mm|dart|exs?|erl|hs|lua|pl|pm|r|jl|zig|clj|cljs|sql|graphql|proto|css|scss|less|html)$/i;
const DOCS = /\.(?:md|mdx|markdown|rst|adoc|txt)$|(?:^|\/)(?:LICEN[CS]E|NOTICE|AUTHORS|CHANGELOG|README)(?:\.\w+)?$/i;

const GOLDEN =
  /\.(?:snap|ambr|golden|approved\.\w+|snap\.json|expected(?:\.\w+)?|verified\.\w+|gold)$|(?:^|\/)(?:__snapshots__|__image_snapshots__|goldens?|golden[-_]files|snapshots|approvals|[\w.-]+-snapshots)\//i;

const TEST_NAME =
  /(?:[._-](?:test|tests|spec|specs|cy|e2e)\.[cm]?[jt]sx?|(?:^|\/)test_[^/]+\.py|_test\.py|_test\.go|(?:Tests?|IT|Spec|Suite|TestCase)\.(?:java|kt|scala|groovy|cs|php|swift|m|fs)|(?:^|\/)Test[A-Z]\w*\.(?:java|kt|cs)|_(?:spec|test)\.rb|_test\.(?:exs|dart|cc|cpp|cxx|c)|(?:^|\/)test_[^/]+\.(?:c|cc|cpp|rb)|[._-](?:spec|test)\.(?:lua|php|r))$/;
const TEST_FOLDER =
  /(?:^|\/)(?:__tests__|tests?|specs?|spec|e2e|cypress|src\/(?:test|androidTest|integrationTest|it)|[A-Za-z]*Tests)\//;

const CHECK_CONFIG =
  /(?:^|\/)(?:(?:vitest|vite|jest|playwright|cypress|karma|ava|wdio|nightwatch|stryker|babel|eslint|prettier|stylelint|commitlint|lint-staged|tsup|rollup|webpack|knip|web-test-runner)(?:[.-]\w+)*\.(?:config|conf|workspace|setup)(?:\.\w+)?\.(?:[cm]?[jt]s|json5?|ya?ml)|(?:vitest|jest)\.\w+\.(?:[cm]?[jt]s|json)|\.(?:mocharc|nycrc|c8rc|eslintrc|oxlintrc|prettierrc|stylelintrc|babelrc|swcrc|taprc|jshintrc|markdownlint\w*|lintstagedrc|commitlintrc|remarkrc|cspell|size-limit|golangci|rubocop(?:_todo)?|rspec|simplecov|phpcs|php-cs-fixer(?:\.dist)?|swiftlint|credo|formatter|clang-tidy|clang-format|coveragerc|flake8|pylintrc|pydocstyle|bandit|pre-commit-config|hadolint|yamllint|shellcheckrc|codecov|coveralls)(?:\.\w+)*|\.(?:eslintignore|prettierignore|stylelintignore|dockerignore)|(?:biome|oxlint|tslint|tsconfig(?:[.-][\w.-]+)?|jsconfig|deno|nx|turbo|knip|cspell|dprint|lerna|rome)\.jsonc?|(?:pytest|tox|setup|mypy|pylintrc|\.pylintrc|bandit)\.(?:ini|cfg)|pytest\.toml|pyproject\.toml|ruff\.toml|\.ruff\.toml|pyrightconfig\.json|mypy\.ini|pylintrc|(?:clippy|rustfmt|nextest|tarpaulin|deny)\.toml|\.clippy\.toml|Cargo\.toml|codecov\.ya?ml|\.?golangci\.ya?ml|detekt\.ya?ml|checkstyle\.xml|pmd\.xml|spotbugs[\w-]*\.xml|phpunit(?:\.\w+)*\.xml(?:\.dist)?|phpstan(?:\.\w+)*\.neon(?:\.dist)?|psalm\.xml|pom\.xml|build\.gradle(?:\.kts)?|okstra\.ya?ml|sonar-project\.properties|\.editorconfig|conftest\.py|noxfile\.py)$/i;

const SCRIPT =
  /(?:^|\/)(?:package\.json|GNUmakefile|Makefile|makefile|[\w.-]+\.mk|justfile|Justfile|Taskfile\.ya?ml|Rakefile|Jenkinsfile|\.gitlab-ci\.ya?ml|azure-pipelines\.ya?ml|\.travis\.ya?ml|bitbucket-pipelines\.ya?ml|composer\.json|Dockerfile(?:\.\w+)?|docker-compose[\w.-]*\.ya?ml|gradlew|mvnw)$|(?:^|\/)(?:\.github\/workflows|\.circleci|\.husky|\.buildkite|\.ci)\/[^/]+$|\.(?:sh|bash|zsh)$/;

export function roleOf(path: string): Role {
  if (GOLDEN.test(path)) return 'golden';
  if (SCRIPT.test(path)) return 'script';
  if (CHECK_CONFIG.test(path)) return 'check-config';
  if (TEST_NAME.test(path)) return 'test';
  if (TEST_FOLDER.test(path))
    return CODE.test(path)
      ? /(?:^|\/)(?:__tests__|tests)\/[^/]+\.(?:[cm]?[jt]sx?|rs)$/.test(path)
        ? 'test'
        : 'test-support'
      : 'other';
  if (DOCS.test(path)) return 'docs';
  return CODE.test(path) ? 'source' : 'other';
}

export const isTestLike = (path: string): boolean => {
  const role = roleOf(path);
  return role === 'test' || role === 'test-support';
};

/** Configuration that is code may hold tests' set-up too. */
export const isSetUp = (path: string): boolean =>
  isTestLike(path) ||
  /(?:^|\/)(?:conftest\.py|(?:vitest|jest|playwright|test|mocha|karma)[\w.-]*\.?(?:setup|config|global|hooks|reporter)[\w.-]*\.[cm]?[jt]s|setup[-_.]?tests?\.[cm]?[jt]s|noxfile\.py)$/i.test(
    path,
  );
