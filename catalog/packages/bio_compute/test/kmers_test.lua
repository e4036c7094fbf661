-- SPDX-License-Identifier: Apache-2.0

local testing = require("testing")
local bio = require("bio_compute")
local directory = ...
local sequences = assert(loadfile(directory .. "/test/random_sequence.lua"))()

local suite = testing.suite("bio_compute k-mers")
local test, check = suite.test, suite.check

test("k-mers overlap", function()
  local counts, total = bio.kmers("AAAAC", 2)
  check.equal(counts, { AA = 3, AC = 1 })
  check.equal(total, 4)
end)

test("words with ambiguous letters are left out", function()
  local counts, total = bio.kmers("acgNacg", 3)
  check.equal(counts, { ACG = 2 })
  check.equal(total, 2)
  check.equal(bio.kmers("NNN", 1), {})
end)

test("a canonical word stands for both strands", function()
  check.equal(bio.kmers("ACGTT", 2, { canonical = true }), { AC = 2, AA = 1, CG = 1 })
  check.equal(bio.kmers("GGUUAA", 3, { canonical = true }), { ACC = 1, AAC = 1, UAA = 2 })
end)

test("counts are those of a simple count, on both strands", function()
  local sequence = sequences(7)
  for k = 1, 6 do
    local letters = sequence(300, "ACGT")
    local naive, canonical = {}, {}
    for i = 1, #letters - k + 1 do
      local word = string.sub(letters, i, i + k - 1)
      naive[word] = (naive[word] or 0) + 1
    end
    for word, count in pairs(naive) do
      local other = bio.reverse_complement(word)
      local name = word < other and word or other
      canonical[name] = (canonical[name] or 0) + count
    end
    check.equal(bio.kmers(letters, k), naive)
    check.equal(bio.kmers(letters, k, { canonical = true }), canonical)
    check.equal(bio.kmers(bio.reverse_complement(letters), k, { canonical = true }), canonical)
  end
end)

test("a k that is too long finds nothing, one that is no length is refused", function()
  check.equal({ bio.kmers("ACG", 4) }, { {}, 0 })
  for _, k in ipairs({ 0, -1, 1.5, "2" }) do
    check.fails(function()
      bio.kmers("ACG", k)
    end, "k is a whole number from 1 on")
  end
end)

test("the most common come first, by name among equals", function()
  local counts = { AA = 3, CC = 5, AC = 3, GT = 1 }
  check.equal(bio.most_common(counts, 3), { { "CC", 5 }, { "AA", 3 }, { "AC", 3 } })
  check.equal(#bio.most_common(counts), 4)
  check.equal(bio.most_common({}, 3), {})
end)

test("compute is the number of words there can be", function()
  for n = 1, 5 do
    local distinct = 0
    local function extend(word)
      if #word < n then
        for letter in string.gmatch("ACGT", ".") do
          extend(word .. letter)
        end
      elseif word <= bio.reverse_complement(word) then
        distinct = distinct + 1
      end
    end
    extend("")
    check.equal(bio.compute(n), distinct)
  end
  check.equal(bio.compute(10), 524800)
  check.equal(string.format("%.0f", bio.compute(26)), "2251799847239680")
  for _, n in ipairs({ 0, 27, 2.5 }) do
    check.fails(function()
      bio.compute(n)
    end, "a whole number from 1 to 26")
  end
end)

suite.finish()
