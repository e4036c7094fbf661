-- SPDX-License-Identifier: Apache-2.0

local testing = require("testing")
local features = require("bio_features")

local suite = testing.suite("bio_features")
local test, check = suite.test, suite.check

local function all(iterator)
  local list = {}
  for feature in iterator do
    list[#list + 1] = feature
  end
  return list
end

local function row(...)
  return table.concat({ ... }, "\t") .. "\n"
end

test("GFF3 features have positions, attributes and their line", function()
  local text = "##gff-version 3\r\n# a comment\n\n"
    .. row("ctg%20123", ".", "gene", "1000", "9000", ".", "+", ".", "ID=gene1;Name=EDEN;Note=a%3Bb,c%2Cd; Empty=")
    .. row("chr2", "GenBank", "CDS", "3", "5", "-1.5e2", "-", "2", ".")
    .. "##FASTA\n>chr2\nACGT\n"
  check.equal(all(features.gff(text)), {
    {
      seqid = "ctg 123",
      type = "gene",
      first = 1000,
      last = 9000,
      strand = "+",
      attributes = { ID = { "gene1" }, Name = { "EDEN" }, Note = { "a;b", "c,d" }, Empty = { "" } },
      line = 4,
    },
    {
      seqid = "chr2",
      source = "GenBank",
      type = "CDS",
      first = 3,
      last = 5,
      score = -150,
      strand = "-",
      phase = 2,
      attributes = {},
      line = 5,
    },
  })
end)

test("malformed GFF3 is refused by line", function()
  local function refused(problem, ...)
    local text = "# first\n" .. row(...)
    check.fails(function()
      all(features.gff(text))
    end, "GFF3, line 2: " .. problem)
  end
  refused("3 columns where 9 are needed", "a", "b", "c")
  refused("the start is a whole number from 1 on, not '0'", "s", ".", "gene", "0", "5", ".", "+", ".", ".")
  refused("the end is a whole number from 1 on, not 'x'", "s", ".", "gene", "1", "x", ".", "+", ".", ".")
  refused("the end 4 lies before the start 5", "s", ".", "gene", "5", "4", ".", "+", ".", ".")
  refused("the score is a number or a dot, not 'high'", "s", ".", "gene", "1", "5", "high", "+", ".", ".")
  refused("the strand is + - . or ?, not '1'", "s", ".", "gene", "1", "5", ".", "1", ".", ".")
  refused("the phase is 0, 1, 2 or a dot, not '3'", "s", ".", "CDS", "1", "5", ".", "+", "3", ".")
  refused("a CDS needs a phase", "s", ".", "CDS", "1", "5", ".", "+", ".", ".")
  refused("attribute 'ID' is not like name=value", "s", ".", "gene", "1", "5", ".", "+", ".", "ID")
  refused("attribute ID is there twice", "s", ".", "gene", "1", "5", ".", "+", ".", "ID=a;ID=b")
  refused("'a%zz' has a % without", "a%zz", ".", "gene", "1", "5", ".", "+", ".", ".")
end)

test("GFF3 that is written is read back the same", function()
  local feature = {
    seqid = "chr 1>",
    source = "me",
    type = "CDS",
    first = 7,
    last = 9,
    score = 0.25,
    strand = "-",
    phase = 0,
    attributes = { ID = { "x=1" }, Note = { "a,b", "100%;\t" }, Alias = { "y" } },
    line = 1,
  }
  local text = features.format_gff(feature)
  check.equal(
    text,
    row("chr%201%3E", "me", "CDS", "7", "9", "0.25", "-", "0", "ID=x%3D1;Alias=y;Note=a%2Cb,100%25%3B%09")
  )
  check.equal(all(features.gff(text)), { feature })
  check.equal(features.format_gff({ seqid = "s", first = 1, last = 2 }), row("s", ".", "region", "1", "2", ".", ".", ".", "."))
end)

test("BED positions count from 1 here", function()
  local text = "track name=x\nbrowser position y\n#c\n\n"
    .. "chr1\t0\t10\n"
    .. "chr1 5 6 name 500 -\n"
    .. row("chr7", "100", "200", "n", "0", "+", "110", "190", "255,0,0", "2", "10,20,", "0,80")
  check.equal(all(features.bed(text)), {
    { seqid = "chr1", first = 1, last = 10, line = 5 },
    { seqid = "chr1", first = 6, last = 6, name = "name", score = 500, strand = "-", line = 6 },
    {
      seqid = "chr7",
      first = 101,
      last = 200,
      name = "n",
      score = 0,
      strand = "+",
      thick_first = 111,
      thick_last = 190,
      colour = "255,0,0",
      blocks = { { first = 101, last = 110 }, { first = 181, last = 200 } },
      line = 7,
    },
  })
end)

test("malformed BED is refused by line", function()
  local function refused(problem, ...)
    local text = row(...)
    check.fails(function()
      all(features.bed(text))
    end, "BED, line 1: " .. problem)
  end
  refused("2 columns where 3 to 9 or 12", "c", "1")
  refused("the start is a whole number from 0 on, not '-1'", "c", "-1", "2")
  refused("the end does not lie behind the start", "c", "5", "5")
  refused("the score is a number, not 'x'", "c", "1", "2", "n", "x")
  refused("the strand is + - or a dot, not '*'", "c", "1", "2", "n", "0", "*")
  refused("1 block sizes where there are 2 blocks", "c", "0", "9", "n", "0", "+", "0", "9", "0", "2", "3", "0,6")
  refused("blocks overlap or are out of order", "c", "0", "9", "n", "0", "+", "0", "9", "0", "2", "4,3", "0,3")
  refused("the blocks do not reach from the start to the end", "c", "0", "9", "n", "0", "+", "0", "9", "0", "1", "8", "0")
end)

test("BED that is written is read back the same", function()
  local list = {
    { seqid = "a", first = 1, last = 2, line = 1 },
    { seqid = "a", first = 3, last = 4, name = "x y", line = 2 },
    { seqid = "a", first = 5, last = 6, name = "z", score = 1.5, strand = "+", line = 3 },
  }
  local text = ""
  for _, feature in ipairs(list) do
    text = text .. features.format_bed(feature)
  end
  check.equal(text, "a\t0\t2\na\t2\t4\tx y\na\t4\t6\tz\t1.5\t+\n")
  check.equal(all(features.bed(text)), list)
  check.fails(function()
    features.format_bed({ seqid = "a\tb", first = 1, last = 1 })
  end, "a name is empty or has a tab")
end)

test("what overlaps is what a look at every feature finds", function()
  local state = 42
  local function random(limit)
    state = state * 16807 % 2147483647
    return state % limit + 1
  end
  local list = {}
  for i = 1, 200 do
    local first = random(1000)
    list[i] = { seqid = random(2) == 1 and "a" or "b", first = first, last = first + random(i % 10 == 0 and 400 or 20) - 1 }
  end
  local index = features.index(list)
  for _ = 1, 100 do
    local first = random(1000)
    local last = first + random(50) - 1
    local expected = 0
    for _, feature in ipairs(list) do
      if feature.seqid == "a" and feature.first <= last and feature.last >= first then
        expected = expected + 1
      end
    end
    local found = index:overlapping("a", first, last)
    check.equal(#found, expected)
    for i, feature in ipairs(found) do
      check.truthy(feature.seqid == "a" and feature.first <= last and feature.last >= first)
      check.truthy(i == 1 or found[i - 1].first <= feature.first)
    end
  end
  check.equal(index:overlapping("c", 1, 1000), {})
  check.equal(features.index({}):overlapping("a", 1, 2), {})
end)

suite.finish()
