-- SPDX-License-Identifier: Apache-2.0

local testing = require("testing")
local strings = require("strings")

local suite = testing.suite("strings")
local test, check = suite.test, suite.check

test("trim takes white space off the ends", function()
  check.equal(strings.trim("  a b \t\n"), "a b")
  check.equal(strings.trim(" \n "), "")
  check.equal(strings.trim_start("  a "), "a ")
  check.equal(strings.trim_end("  a  "), "  a")
  check.equal(strings.trim_end("   "), "")
end)

test("split goes by plain text", function()
  check.equal(strings.split("a.b..c", "."), { "a", "b", "", "c" })
  check.equal(strings.split("", ","), { "" })
  check.equal(strings.split("a=b=c", "=", 2), { "a", "b=c" })
  check.equal(strings.split("abc", "bc", 1), { "abc" })
  check.fails(function()
    strings.split("a", "")
  end, "separator is empty")
end)

test("words and lines", function()
  check.equal(strings.words("  to be\tor\nnot "), { "to", "be", "or", "not" })
  check.equal(strings.lines("a\r\nb\n\nc"), { "a", "b", "", "c" })
  check.equal(strings.lines("a\n"), { "a" })
  check.equal(strings.lines(""), {})
end)

test("prefixes, suffixes, parts", function()
  check.equal(strings.starts_with("abc", "ab"), true)
  check.equal(strings.starts_with("abc", "b"), false)
  check.equal(strings.ends_with("abc", "bc"), true)
  check.equal(strings.ends_with("abc", ""), true)
  check.equal(strings.ends_with("c", "bc"), false)
  check.equal(strings.contains("a.c", "."), true)
  check.equal(strings.contains("abc", "."), false)
end)

test("join and replace", function()
  check.equal(strings.join({ 1, "a", true }, ", "), "1, a, true")
  check.equal({ strings.replace("a.b.c", ".", "%1") }, { "a%1b%1c", 2 })
  check.equal({ strings.replace("abc", "x", "y") }, { "abc", 0 })
end)

test("an escaped pattern matches just the text", function()
  local text = "a.b*[c]%d(^$)+-?"
  check.equal(string.match("x" .. text .. "y", strings.escape_pattern(text)), text)
  check.equal({ string.find("ab\0c", strings.escape_pattern("\0")) }, { 3, 3 })
  check.equal(string.find("aXb", strings.escape_pattern("a.b")), nil)
end)

test("UTF-8 is told from what is none", function()
  check.equal(strings.is_utf8("plain"), true)
  check.equal(strings.is_utf8("\195\164\226\130\172\240\157\132\158"), true)
  check.equal(strings.utf8_error("ab\195"), 3)
  check.equal(strings.utf8_error("\192\128"), 1) -- overlong
  check.equal(strings.utf8_error("\237\160\128"), 1) -- a surrogate
  check.equal(strings.utf8_error("\244\144\128\128"), 1) -- above U+10FFFF
  check.equal(strings.utf8_error("\226\130\172\172"), 4)
  check.equal(strings.utf8_error("\240\157\132\158a\240\157\132"), 6)
end)

test("lengths count characters", function()
  check.equal(strings.length("abc"), 3)
  check.equal(strings.length("\195\164\226\130\172"), 2)
  check.equal(strings.length("\255\254"), 2)
end)

test("padding fills up to a width", function()
  check.equal(strings.pad_end("ab", 4) .. "|", "ab  |")
  check.equal(strings.pad_start("7", 3, "0"), "007")
  check.equal(strings.center("ab", 5, "*"), "*ab**")
  check.equal(strings.pad_end("\195\164", 3) .. "|", "\195\164  |")
  check.equal(strings.pad_end("long", 2), "long")
end)

test("wrap keeps lines short and paragraphs apart", function()
  check.equal(strings.wrap("the quick brown fox", 10), "the quick\nbrown fox")
  check.equal(strings.wrap("the quick brown fox", 10, "  "), "  the\n  quick\n  brown\n  fox")
  check.equal(strings.wrap("a\n\n\nb\n", 10), "a\n\nb")
  check.equal(strings.wrap("unbreakable a", 4), "unbreakable\na")
  check.equal(strings.wrap("", 10), "")
end)

test("dedent takes away what all lines share", function()
  check.equal(strings.dedent("  a\n    b\n\n  c"), "a\n  b\n\nc")
  check.equal(strings.dedent("a\n  b"), "a\n  b")
  check.equal(strings.dedent("\ta\n \n\tb"), "a\n\nb")
end)

test("the closest word is the one that was meant", function()
  check.equal(strings.distance("kitten", "sitting"), 3)
  check.equal(strings.distance("", "abc"), 3)
  check.equal(strings.distance("abc", "abc"), 0)
  check.equal(strings.closest("--kmre", { "--gc", "--kmer" }), "--kmer")
  check.equal(strings.closest("zzz", { "--gc" }), nil)
  check.equal(strings.closest("a", {}), nil)
end)

suite.finish()
