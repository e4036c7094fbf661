-- SPDX-License-Identifier: Apache-2.0
--
-- Restriction enzymes and digests.

local alphabet = require("bio_compute.alphabet")

local find, gsub, match, rep, sub, upper =
  string.find, string.gsub, string.match, string.rep, string.sub, string.upper

local restriction = {}

-- Sites as REBASE writes them, with a ^ where the given strand is cut; where the site is not its own reverse
-- complement, with a _ where the other strand is.
restriction.ENZYMES = {
  AatII = "GACGT^C",
  AccI = "GT^MKAC",
  AflII = "C^TTAAG",
  AgeI = "A^CCGGT",
  AluI = "AG^CT",
  ApaI = "GGGCC^C",
  ApaLI = "G^TGCAC",
  AscI = "GG^CGCGCC",
  AvaI = "C^YCGRG",
  AvaII = "G^GWCC",
  AvrII = "C^CTAGG",
  BamHI = "G^GATCC",
  BbsI = "GAAGACNN^NNNN_",
  BclI = "T^GATCA",
  BglI = "GCCNNNN^NGGC",
  BglII = "A^GATCT",
  BsaI = "GGTCTCN^NNNN_",
  BsmBI = "CGTCTCN^NNNN_",
  BspHI = "T^CATGA",
  BsrGI = "T^GTACA",
  BssHII = "G^CGCGC",
  BstEII = "G^GTNACC",
  ClaI = "AT^CGAT",
  DdeI = "C^TNAG",
  DpnII = "^GATC",
  DraI = "TTT^AAA",
  EagI = "C^GGCCG",
  EcoRI = "G^AATTC",
  EcoRV = "GAT^ATC",
  FokI = "GGATG" .. rep("N", 9) .. "^NNNN_",
  FseI = "GGCCGG^CC",
  HaeIII = "GG^CC",
  HhaI = "GCG^C",
  HincII = "GTY^RAC",
  HindIII = "A^AGCTT",
  HinfI = "G^ANTC",
  HpaI = "GTT^AAC",
  HpaII = "C^CGG",
  KpnI = "GGTAC^C",
  MboI = "^GATC",
  MfeI = "C^AATTG",
  MluI = "A^CGCGT",
  MseI = "T^TAA",
  MspI = "C^CGG",
  NcoI = "C^CATGG",
  NdeI = "CA^TATG",
  NheI = "G^CTAGC",
  NlaIII = "CATG^",
  NotI = "GC^GGCCGC",
  NruI = "TCG^CGA",
  NsiI = "ATGCA^T",
  PacI = "TTAAT^TAA",
  PmeI = "GTTT^AAAC",
  PstI = "CTGCA^G",
  PvuI = "CGAT^CG",
  PvuII = "CAG^CTG",
  RsaI = "GT^AC",
  SacI = "GAGCT^C",
  SacII = "CCGC^GG",
  SalI = "G^TCGAC",
  SapI = "GCTCTTCN^NNN_",
  Sau3AI = "^GATC",
  SbfI = "CCTGCA^GG",
  ScaI = "AGT^ACT",
  SfiI = "GGCCNNNN^NGGCC",
  SmaI = "CCC^GGG",
  SpeI = "A^CTAGT",
  SphI = "GCATG^C",
  SspI = "AAT^ATT",
  StuI = "AGG^CCT",
  SwaI = "ATTT^AAAT",
  TaqI = "T^CGA",
  XbaI = "T^CTAGA",
  XhoI = "C^TCGAG",
  XmaI = "C^CCGGG",
}

-- Sites as patterns: an N takes any letter, every other ambiguous letter the plain bases that it stands for.
local function pattern_of(site)
  return (
    gsub(site, ".", function(letter)
      local bases = alphabet.BASES[letter]
      if letter == "N" then
        return "%a"
      elseif #bases > 1 then
        return "[" .. bases .. "]"
      end
      return nil
    end)
  )
end

local function refuse(notation, problem)
  error("bio_compute.digest: site " .. notation .. " " .. problem, 0)
end

-- What to look for: a list of { site, pattern, plain, offset }, the offset being how many letters from the start of
-- the site on lie left of the cut of the given strand.
local function searches_of(notation)
  local marked = upper(notation)
  local site = gsub(marked, "[%^_]", "")
  if
    site == ""
    or find(site, "[^ACGTNRYSWKMBDHV]")
    or not match(marked, "^[^%^]*%^[^%^]*$")
    or not match(marked, "^[^_]*_?[^_]*$")
  then
    refuse(notation, "is none; give DNA letters with one ^ where it is cut, such as G^AATTC")
  end
  local cut = #gsub(match(marked, "^(.-)%^"), "_", "")
  local other_strand = alphabet.reverse_complement(site)
  local opposite
  if find(marked, "_", 1, true) then
    opposite = #gsub(match(marked, "^(.-)_"), "%^", "")
  elseif site == other_strand then
    opposite = #site - cut
  else
    refuse(notation, "is not its own reverse complement; mark the cut of the other strand with _")
  end
  local function search(letters, offset)
    local plain = not find(letters, "[^ACGT]")
    return { site = letters, pattern = plain and letters or pattern_of(letters), plain = plain, offset = offset }
  end
  local searches = { search(site, cut) }
  if site ~= other_strand then
    searches[2] = search(other_strand, #site - opposite)
  elseif opposite ~= #site - cut then
    -- A site that is its own reverse complement, cut unevenly: found on both strands, each occurrence cuts twice.
    searches[2] = search(site, #site - opposite)
  end
  return searches
end

-- Adds the positions after which the strand is cut to a set.
local function find_cuts(letters, circular, search, cuts)
  local length, width = #letters, #search.site
  if length < width then
    return
  end
  local text = circular and letters .. sub(letters, 1, width - 1) or letters
  local at = find(text, search.pattern, 1, search.plain)
  while at do
    local cut = at - 1 + search.offset
    if circular then
      cuts[(cut - 1) % length + 1] = true
    elseif cut >= 1 and cut < length then
      cuts[cut] = true
    end
    at = find(text, search.pattern, at + 1, search.plain)
  end
end

-- Enzymes by name or site, one or an array of them, as notations.
local function notations_of(enzymes)
  if type(enzymes) == "string" then
    enzymes = { enzymes }
  elseif type(enzymes) ~= "table" or #enzymes == 0 then
    error("bio_compute.digest: an enzyme or an array of enzymes is needed", 3)
  end
  local notations = {}
  for i, enzyme in ipairs(enzymes) do
    local notation = restriction.ENZYMES[enzyme]
    if not notation then
      if type(enzyme) ~= "string" or not find(enzyme, "^", 1, true) then
        error(
          "bio_compute.digest: enzyme " .. tostring(enzyme) .. " is unknown; give its site, such as G^AATTC, instead",
          3
        )
      end
      notation = enzyme
    end
    notations[i] = notation
  end
  return notations
end

-- The fragments that enzymes cut a molecule into. An enzyme is a name of bio_compute.ENZYMES (such as "EcoRI") or
-- a site with its cut (such as "G^AATTC"; IUPAC letters are understood); an array of them cuts with all. In the
-- sequence only plain bases match, except where the site has N. The option circular takes the molecule for a ring.
--   cuts       positions after which the given strand is cut, ascending
--   fragments  in order, each with first, last and length; in a ring one can go over the end: first > last
--   lengths    of the fragments, longest first
-- Without a cut there is one fragment: the whole molecule.
function restriction.digest(sequence, enzymes, options)
  alphabet.check(sequence, "bio_compute.digest")
  local letters = upper(sequence)
  if find(letters, "U", 1, true) then
    error("bio_compute.digest: the sequence has a U; restriction enzymes cut DNA", 2)
  end
  local circular = options and options.circular or false
  local length = #letters
  local found = {}
  for _, notation in ipairs(notations_of(enzymes)) do
    for _, search in ipairs(searches_of(notation)) do
      find_cuts(letters, circular, search, found)
    end
  end
  local cuts = {}
  for cut in pairs(found) do
    cuts[#cuts + 1] = cut
  end
  table.sort(cuts)

  local fragments, lengths = {}, {}
  local function add(first, last)
    local size = first <= last and last - first + 1 or length - first + 1 + last
    fragments[#fragments + 1] = { first = first, last = last, length = size }
    lengths[#lengths + 1] = size
  end
  if not circular or #cuts == 0 then
    local first = 1
    for _, cut in ipairs(cuts) do
      add(first, cut)
      first = cut + 1
    end
    if length > 0 then
      add(first, length)
    end
  else
    for i = 1, #cuts - 1 do
      add(cuts[i] + 1, cuts[i + 1])
    end
    local last = cuts[#cuts]
    if last == length then
      add(1, cuts[1])
    else
      add(last + 1, cuts[1])
    end
  end
  table.sort(lengths, function(a, b)
    return a > b
  end)
  return { cuts = cuts, fragments = fragments, lengths = lengths }
end

return restriction
