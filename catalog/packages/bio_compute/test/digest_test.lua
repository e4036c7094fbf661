-- SPDX-License-Identifier: Apache-2.0

local testing = require("testing")
local bio = require("bio_compute")
local directory = ...
local sequences = assert(loadfile(directory .. "/test/random_sequence.lua"))()

local suite = testing.suite("bio_compute digests")
local test, check = suite.test, suite.check

test("a linear molecule is cut into one fragment more than it has sites", function()
  local digest = bio.digest("ccGAATTCaaGAATTCgg", "EcoRI")
  check.equal(digest.cuts, { 3, 11 })
  check.equal(digest.fragments, {
    { first = 1, last = 3, length = 3 },
    { first = 4, last = 11, length = 8 },
    { first = 12, last = 18, length = 7 },
  })
  check.equal(digest.lengths, { 8, 7, 3 })
end)

test("a ring is cut into as many fragments as it has sites, also over its end", function()
  local ring = { circular = true }
  check.equal(bio.digest("TTCaaaaGAA", "EcoRI", ring), {
    cuts = { 8 },
    fragments = { { first = 9, last = 8, length = 10 } },
    lengths = { 10 },
  })
  check.equal(bio.digest("GAATTCaaaaGAATTCcc", "EcoRI", ring).lengths, { 10, 8 })
  check.equal(bio.digest("AATTCaaaG", "EcoRI", ring), {
    cuts = { 9 },
    fragments = { { first = 1, last = 9, length = 9 } },
    lengths = { 9 },
  })
  check.equal(bio.digest("aaaa", "EcoRI", ring).fragments, { { first = 1, last = 4, length = 4 } })
end)

test("a molecule without sites stays whole", function()
  check.equal(bio.digest("aaaa", "EcoRI"), {
    cuts = {},
    fragments = { { first = 1, last = 4, length = 4 } },
    lengths = { 4 },
  })
  check.equal(bio.digest("", "EcoRI").fragments, {})
end)

test("several enzymes cut together, each site once", function()
  check.equal(bio.digest("aaGGATCCaaGAATTCaa", { "BamHI", "EcoRI", "G^GATCC" }).cuts, { 3, 11 })
end)

test("ambiguous sites match the bases that they stand for", function()
  check.equal(bio.digest("aaCCCGGGaaCTCGAGaaCCAGGG", "AvaI").cuts, { 3, 11 })
  check.equal(bio.digest("aaGANTCaaGACTC", "HinfI").cuts, { 3, 10 })
  check.equal(bio.digest("RYRYRY", "GT^YRAC").cuts, {})
end)

test("sites may overlap", function()
  check.equal(bio.digest("aGCGCGCa", "HhaI").cuts, { 4, 6 })
end)

test("a cut at the border of a linear molecule is none", function()
  check.equal(bio.digest("GATCaaaa", "DpnII").cuts, {})
  check.equal(bio.digest("aaaaCATG", "NlaIII").cuts, {})
  check.equal(bio.digest("GATCaaaa", "DpnII", { circular = true }).cuts, { 8 })
end)

test("an enzyme that cuts beside its site cuts on both strands", function()
  -- BsaI: GGTCTC(1/5). Given strand: one letter after the site. Site on the other strand: five letters before it.
  check.equal(bio.digest("aaaGGTCTCaccccgggg", "BsaI").cuts, { 10 })
  check.equal(bio.digest("ccccccccGAGACCttt", "BsaI").cuts, { 3 })
end)

-- Looks at every position, letter by letter.
local function naive(letters, site, offset, circular)
  local cuts = {}
  local length = #letters
  for start = 1, circular and length or length - #site + 1 do
    local found = true
    for i = 1, #site do
      local at = (start + i - 2) % length + 1
      found = found and string.sub(letters, at, at) == string.sub(site, i, i)
    end
    if found then
      local cut = start - 1 + offset
      cuts[#cuts + 1] = circular and (cut - 1) % length + 1 or cut
    end
  end
  table.sort(cuts)
  return cuts
end

test("the cuts of random sequences are those of a look at every position", function()
  local sequence = sequences(5)
  for _ = 1, 20 do
    local letters = sequence(150, "GATC")
    for _, circular in ipairs({ false, true }) do
      local digest = bio.digest(letters, "GA^TC", { circular = circular })
      check.equal(digest.cuts, naive(letters, "GATC", 2, circular))
      local total = 0
      for i, fragment in ipairs(digest.fragments) do
        total = total + fragment.length
        local after = digest.fragments[i + 1]
        check.truthy(not after or after.first == fragment.last + 1)
      end
      check.equal(total, 150)
    end
  end
end)

test("every built-in site is understood", function()
  local count = 0
  for name in pairs(bio.ENZYMES) do
    count = count + 1
    check.equal(bio.digest("AAAA", name, { circular = true }).lengths[1], 4, name)
  end
  check.truthy(count > 70)
end)

test("what is no enzyme is refused", function()
  check.fails(function()
    bio.digest("ACGT", "EcoR1")
  end, "enzyme EcoR1 is unknown; give its site")
  check.fails(function()
    bio.digest("ACGT", "G^GA^TC")
  end, "site G^GA^TC is none; give DNA letters")
  check.fails(function()
    bio.digest("ACGT", "^GAXTC")
  end, "site ^GAXTC is none")
  check.fails(function()
    bio.digest("ACGT", "GGT^C")
  end, "mark the cut of the other strand with _")
  check.fails(function()
    bio.digest("ACGT", {})
  end, "an enzyme or an array of enzymes is needed")
  check.fails(function()
    bio.digest("ACGU", "EcoRI")
  end, "restriction enzymes cut DNA")
end)

suite.finish()
