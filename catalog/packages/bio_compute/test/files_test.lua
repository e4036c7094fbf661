-- SPDX-License-Identifier: Apache-2.0

local testing = require("testing")
local bio = require("bio_compute")
local directory = ...

local suite = testing.suite("bio_compute files")
local test, check = suite.test, suite.check
local fasta, fastq = bio.fasta, bio.fastq

local function all(records)
  local list = {}
  for record in records do
    list[#list + 1] = record
  end
  return list
end

local function in_pieces(text, size)
  local at = 1
  return function()
    if at > #text then
      return nil
    end
    local piece = string.sub(text, at, at + size - 1)
    at = at + size
    return piece
  end
end

test("FASTA records have name, description, sequence and line", function()
  check.equal(all(fasta.records(">a first one \nACGT\nac gt\n\n; a comment\n>b\nMK*\n")), {
    { id = "a", description = "first one", sequence = "ACGTacgt", line = 1 },
    { id = "b", description = "", sequence = "MK*", line = 6 },
  })
end)

test("FASTA comes with any line end and in any pieces", function()
  local text = "\239\187\191>a x\r\nAC\r\nGT\r\n>b\r\nTT"
  local expected = {
    { id = "a", description = "x", sequence = "ACGT", line = 1 },
    { id = "b", description = "", sequence = "TT", line = 4 },
  }
  for size = 1, #text do
    check.equal(all(fasta.records(in_pieces(text, size))), expected)
  end
end)

test("malformed FASTA is refused by line", function()
  local function refused(text, problem, options)
    check.fails(function()
      all(fasta.records(text, options))
    end, problem)
  end
  refused("", "FASTA: there is no record")
  refused("\nACGT\n", "FASTA, line 2: no FASTA header before this text")
  refused("@r\nACGT\n+\nIIII\n", "line 1: this looks like FASTQ")
  refused("\31\139\8\0", "line 1: the data is compressed (gzip)")
  refused(">\nAC\n", "line 1: the header has no name")
  refused(">a\0\nAC\n", "line 1: the header has a control character")
  refused(">a\n>b\nAC\n", "line 1: record a has no sequence")
  refused(">a\nAC\n>b\n", "line 3: record b has no sequence")
  refused(">a\nACGT\nAC1T\n", "line 3: '1' does not belong into a sequence")
  refused(">a\nAC\0T\n", "line 2: byte 0 does not belong into a sequence")
  refused(">a\nMK*\n", "line 2: '*' does not belong", { alphabet = "nucleotide" })
  refused(">a\nMK1\n", "line 2: '1' does not belong", { alphabet = "protein" })
  refused(">a\nMK\n", 'the alphabet is "nucleotide"', { alphabet = "dna" })
  refused(">a\nMK\n", "unknown option alfabet", { alfabet = "dna" })
  check.equal(all(fasta.records(">a\n", { allow_empty = true }))[1].sequence, "")
end)

test("records before a malformed one are given", function()
  local records = fasta.records(">a\nAC\n>b\nAC\n>c\nA1\n")
  check.equal(records().id, "a")
  check.equal(records().id, "b")
  check.fails(records, "line 6")
end)

test("FASTA that is written can be read", function()
  local record = { id = "a", description = "b c", sequence = "ACGTACGTA" }
  check.equal(fasta.format(record, 4), ">a b c\nACGT\nACGT\nA\n")
  check.equal(all(fasta.records(fasta.format(record)))[1].sequence, record.sequence)
  check.equal(#fasta.format({ id = "x", sequence = string.rep("A", 120) }), 3 + 2 * 61)
  for _, bad in ipairs({ { id = "a b", sequence = "" }, { id = "a", description = "x\ny", sequence = "" } }) do
    check.fails(function()
      fasta.format(bad)
    end, "is no title")
  end
end)

test("FASTA files are read, and named in errors", function()
  local records = all(fasta.file(directory .. "/test/data/NC_005816_plasmid_pPCP1.fna"))
  check.equal(#records, 1)
  check.equal(records[1].id, "gi|45478711|ref|NC_005816.1|")
  check.equal(#records[1].sequence, 9609)
  check.contains(
    check.fails(function()
      all(fasta.file(directory .. "/package.json"))
    end, "package.json: FASTA, line 1"),
    directory
  )
end)

test("FASTQ reads have name, sequence and quality", function()
  check.equal(all(fastq.records("@a x y\nACGT\n+\nII;I\n\n@b\nAC\n+b\nI@\n")), {
    { id = "a", description = "x y", sequence = "ACGT", quality = "II;I", line = 1 },
    { id = "b", description = "", sequence = "AC", quality = "I@", line = 6 },
  })
  check.equal(all(fastq.records("")), {})
end)

test("odd but well-formed FASTQ is read, in any pieces", function()
  local tricky = all(fastq.file(directory .. "/test/data/fastq/tricky.fastq"))
  check.equal(#tricky, 4)
  check.equal(tricky[2].quality, "@IIIIIIIIIIIIIIICDIIIII<%<6&-*).(*%+")
  check.equal(tricky[4].sequence, "TGGGAGGTTTTATGTGGAAAGCAGCAATGTACAAGA")
  check.equal(tricky[4].quality, "IIIIIII.IIIIII1@44@-7.%<&+/$/%4(++(%")
  local empty = all(fastq.file(directory .. "/test/data/fastq/zero_length.fastq"))
  check.equal(#empty, 5)
  check.equal({ empty[3].id, empty[3].sequence, empty[3].quality }, { "EMWLCP001DHOHL", "", "" })
  check.equal(#all(fastq.records("@a\n\n+")), 1)

  local text = "@a\r\nAC\r\nGT\r\n+\r\n@@\r\n++"
  for size = 1, #text do
    local record = all(fastq.records(in_pieces(text, size)))[1]
    check.equal({ record.sequence, record.quality }, { "ACGT", "@@++" })
  end
end)

test("malformed FASTQ is refused by line", function()
  local expected = {
    diff_ids = "line 11: the title after + is not that of the read, SLXA-B3_649_FC8437_R1_1_1_850_123",
    double_seq = "line 15: '@' does not belong into the sequence",
    long_qual = "line 16: the quality of read SLXA-B3_649_FC8437_R1_1_1_362_549 does not fit its 25 letters: 0 before this line, 26 with it",
    no_qual = "line 5: the quality of read SLXA-B3_649_FC8437_R1_1_1_610_79 does not fit its 25 letters",
    qual_null = "line 4: byte 0 is no quality",
    short_qual = "line 13: the quality of read SLXA-B3_649_FC8437_R1_1_1_850_123 does not fit its 25 letters: 24 before this line, 58 with it",
    spaces = "line 2: byte 32 does not belong into the sequence",
    trunc_at_seq = "line 18: the data ends in the middle of read SLXA-B3_649_FC8437_R1_1_1_183_714: there is no quality",
    trunc_in_qual = "line 20: the data ends in the middle of read SLXA-B3_649_FC8437_R1_1_1_183_714: the quality has 24 of 25 characters",
  }
  for name, problem in pairs(expected) do
    check.fails(function()
      all(fastq.file(directory .. "/test/data/fastq/error_" .. name .. ".fastq"))
    end, "error_" .. name .. ".fastq: FASTQ, " .. problem)
  end
  local function refused(text, problem)
    check.fails(function()
      all(fastq.records(text))
    end, problem)
  end
  refused(">a\nAC\n", "line 1: a read starts with a line like @NAME")
  refused("\31\139\8", "line 1: the data is compressed (gzip)")
  refused("@ a\nAC\n+\nII\n", "line 1: the title starts with a blank")
  refused("@\nAC\n+\nII\n", "line 1: the title has no name")
  refused("@a\127\nAC\n+\nII\n", "line 1: the title has a control character")
  refused("@a\nAC\n+\nI I\n", "line 4: the quality of read a does not fit its 2 letters")
  refused("@a\nACG\n+\nI I\n", "line 4: byte 32 is no quality of read a")
  refused("@a\n\n+\nI\n", "line 4: read a has no letters")
end)

test("qualities are scores", function()
  check.equal(fastq.scores("!I~"), { 0, 40, 93 })
  check.equal(fastq.scores("@h", 64), { 0, 40 })
  check.near(fastq.expected_errors("+5I"), 0.1 + 0.01 + 0.0001)
  check.fails(function()
    fastq.scores("I;", 64)
  end, "';' at position 2 is no quality with offset 64")
end)

test("FASTQ that is written can be read", function()
  local read = { id = "r", description = "d", sequence = "ACGT", quality = "I@+I" }
  check.equal(fastq.format(read), "@r d\nACGT\n+\nI@+I\n")
  check.equal(all(fastq.records(fastq.format(read)))[1].quality, "I@+I")
  check.fails(function()
    fastq.format({ id = "r", sequence = "A", quality = "" })
  end, "read r has 1 letters and 0 quality characters")
end)

suite.finish()
