-- SPDX-License-Identifier: Apache-2.0

local testing = require("testing")
local options = require("options")

local suite = testing.suite("options")
local test, check = suite.test, suite.check

local function parser()
  return options.parser({
    name = "count",
    summary = "Counts k-mers.",
    options = {
      { names = "-k --length", value = "N", type = "whole", default = 21, help = "letters of a k-mer" },
      { names = "-c --canonical", help = "both strands as one" },
      { names = "--min-share", value = "X", type = "number", help = "leave out what is rarer" },
      { names = "--format", value = "NAME", choices = { "text", "json" }, default = "text", help = "of the output" },
      { names = "-I --include", value = "PATTERN", many = true },
      { names = "-v", many = true, key = "verbose" },
    },
    arguments = { { name = "genome", help = "a FASTA file" }, { name = "reads", many = true, optional = true } },
  })
end

local function parse(...)
  return parser():parse({ ... })
end

local function values(...)
  local found, problem = parse(...)
  check.equal(problem, nil)
  return found
end

test("without options there are defaults", function()
  check.equal(values("a.fa"), {
    length = 21,
    canonical = false,
    format = "text",
    include = {},
    verbose = {},
    genome = "a.fa",
    reads = {},
    help = false,
  })
end)

test("options have values in every usual form", function()
  for _, form in ipairs({ { "-k5" }, { "-k", "5" }, { "--length=5" }, { "--length", "5" } }) do
    form[#form + 1] = "a.fa"
    check.equal(parser():parse(form).length, 5)
  end
  local found = values("-cvk7", "a.fa", "--min-share", "0.25", "-v", "--include=a=b", "-Ic", "r1", "r2")
  check.equal(found.canonical, true)
  check.equal(found.length, 7)
  check.equal(found.min_share, 0.25)
  check.equal(#found.verbose, 2)
  check.equal(found.include, { "a=b", "c" })
  check.equal(found.reads, { "r1", "r2" })
end)

test("a dash alone and all after two dashes are arguments", function()
  check.equal(values("-", "--", "-k", "--x").reads, { "-k", "--x" })
  check.equal(values("--length", "-5", "a").length, -5)
end)

test("what is wrong is said in one line", function()
  local function refused(problem, ...)
    local found, message = parse(...)
    check.equal(found, nil)
    check.equal(message, "count: " .. problem)
  end
  refused("genome is missing")
  refused("unknown option --lenght; did you mean --length?", "--lenght", "5")
  refused("unknown option -z", "-cz")
  refused("--length needs a whole number, got 'many'", "--length", "many")
  refused("-k needs a whole number, got '1e3'", "-k1e3")
  refused("--min-share needs a number, got '0x1'", "--min-share=0x1")
  refused("--length needs a value: --length N", "a.fa", "--length")
  refused("--canonical takes no value", "--canonical=yes")
  refused("--format is one of text, json, not 'jsn'; did you mean json?", "--format", "jsn")
end)

test("too many arguments and missing options are wrong", function()
  local strict = options.parser({
    name = "s",
    options = { { names = "-o --output", value = "FILE", required = true } },
    arguments = { { name = "n", type = "whole", default = 3 } },
  })
  check.equal({ strict:parse({}) }, { nil, "s: --output is missing" })
  check.equal({ strict:parse({ "-ox", "1", "2" }) }, { nil, "s: unexpected argument '2'" })
  check.equal({ strict:parse({ "-ox", "one" }) }, { nil, "s: n needs a whole number, got 'one'" })
  check.equal(strict:parse({ "-ox" }), { output = "x", n = 3, help = false })
end)

test("help is always there and comes first", function()
  check.equal(values("--help").help, true)
  check.equal(values("-h", "a", "b").help, true)
  check.equal(
    parser():help(60),
    table.concat({
      "usage: count [OPTION...] GENOME [READS...]",
      "",
      "Counts k-mers.",
      "",
      "  GENOME                 a FASTA file",
      "  READS",
      "  -k, --length N         letters of a k-mer (default 21)",
      "  -c, --canonical        both strands as one",
      "  --min-share X          leave out what is rarer",
      "  --format NAME          of the output; one of text, json",
      "                         (default text)",
      "  -I, --include PATTERN",
      "  -v",
      "  -h, --help             show this help",
      "",
    }, "\n")
  )
end)

test("a description that cannot be is an error", function()
  for problem, description in pairs({
    ["has an unknown field flags"] = { flags = {} },
    ["an option has an unknown field nam"] = { options = { { nam = "-x" } } },
    ["an option has no names"] = { options = { { help = "x" } } },
    ["'x' is no name of an option"] = { options = { { names = "x" } } },
    ["-x is there twice"] = { options = { { names = "-x" }, { names = "-x" } } },
    ["an option has an unknown type int"] = { options = { { names = "-x", value = "N", type = "int" } } },
    ["-x has a type but no value"] = { options = { { names = "-x", type = "whole" } } },
    ["only the last argument can be many"] = { arguments = { { name = "a", many = true }, { name = "b" } } },
    ["stands before one that may not"] = { arguments = { { name = "a", optional = true }, { name = "b" } } },
  }) do
    check.fails(function()
      options.parser(description)
    end, problem)
  end
end)

suite.finish()
