-- SPDX-License-Identifier: Apache-2.0

local testing = require("testing")
local bio = require("bio_compute")
local directory = ...
local sequences = assert(loadfile(directory .. "/test/random_sequence.lua"))()

local suite = testing.suite("bio_compute reading frames")
local test, check = suite.test, suite.check

test("a frame goes from the first start to the next stop", function()
  check.equal(bio.orfs("CCATGATGAAATAGCC", { min_length = 0, strand = "+" }), {
    { first = 3, last = 14, strand = "+", frame = 3, length = 12, partial = false },
  })
end)

test("frames of the other strand have positions of the given one", function()
  local sequence = bio.reverse_complement("CCATGAAATAGCCC")
  local found = bio.orfs(sequence, { min_length = 9 })
  check.equal(found, {
    { first = 4, last = 12, strand = "-", frame = 3, length = 9, partial = false },
  })
  check.equal(bio.extract(sequence, found[1]), "ATGAAATAG")
end)

test("options choose length, strand, starts and open ends", function()
  local sequence = "ATGAAATAGTTGCCC"
  check.equal(#bio.orfs(sequence), 0)
  check.equal(#bio.orfs(sequence, { min_length = 10 }), 0)
  check.equal(#bio.orfs(sequence, { min_length = 9, strand = "-" }), 0)
  local open = bio.orfs(sequence, { min_length = 3, strand = "+", starts = { "ttg" }, partial = true })
  check.equal(open, {
    { first = 10, last = 15, strand = "+", frame = 1, length = 6, partial = true },
  })
  for problem, options in pairs({
    ['the strand is "+", "-" or "both"'] = { strand = "plus" },
    ["start codon AT is not three letters"] = { starts = { "AT" } },
    ["unknown option minimum"] = { minimum = 3 },
  }) do
    check.fails(function()
      bio.orfs(sequence, options)
    end, problem)
  end
end)

test("an ambiguous codon that can only be a stop is one", function()
  check.equal(bio.orfs("ATGTARTAA", { min_length = 0 })[1].last, 6)
  check.equal(bio.orfs("AUGUNAUAA", { min_length = 0 })[1].last, 9)
end)

-- Looks back from each stop codon of one strand for the furthest start without a stop between.
local function naive(letters)
  local found = {}
  for stop = 1, #letters - 2 do
    if bio.translate(string.sub(letters, stop, stop + 2)) == "*" then
      local at, start = stop - 3, nil
      while at >= 1 and bio.translate(string.sub(letters, at, at + 2)) ~= "*" do
        if string.sub(letters, at, at + 2) == "ATG" then
          start = at
        end
        at = at - 3
      end
      if start then
        found[start .. "-" .. stop + 2] = true
      end
    end
  end
  return found
end

test("the frames of random sequences are those that a look back from each stop finds", function()
  local sequence = sequences(3)
  for _ = 1, 20 do
    local letters = sequence(200, "ATGATGC")
    local other = bio.reverse_complement(letters)
    local plus, minus = {}, {}
    for _, orf in ipairs(bio.orfs(letters, { min_length = 0 })) do
      if orf.strand == "+" then
        plus[orf.first .. "-" .. orf.last] = true
        check.equal((orf.first - 1) % 3 + 1, orf.frame)
      else
        minus[#letters - orf.last + 1 .. "-" .. #letters - orf.first + 1] = true
        check.equal((#letters - orf.last) % 3 + 1, orf.frame)
      end
      check.truthy(string.find(bio.translate(bio.extract(letters, orf)), "^M[^*]*%*$"))
      check.equal(orf.last - orf.first + 1, orf.length)
    end
    check.equal(plus, naive(letters))
    check.equal(minus, naive(other))
  end
end)

test("a known gene of a plasmid is found", function()
  local sequence = bio.fasta.file(directory .. "/test/data/NC_005816_plasmid_pPCP1.fna")().sequence
  local pim
  for _, orf in ipairs(bio.orfs(sequence, { min_length = 300 })) do
    if orf.first == 4343 then
      pim = orf
    end
  end
  check.equal(pim.last, 4780)
  check.equal(pim.strand, "+")
  check.equal(
    bio.translate(bio.extract(sequence, pim), { to_stop = true }),
    "MGGGMISKLFCLALIFLSSSGLAEKNTYTAKDILQNLELNTFGNSLSHGIYGKQTTFKQTEFTNIKSNTKKHIALINKDNSWMISLKILGIKRDEYTVCFEDFSLIRPPTYVAIHPLLIKKVKSGNFIVVKEIKKSIPGCTVYYH"
  )
end)

suite.finish()
