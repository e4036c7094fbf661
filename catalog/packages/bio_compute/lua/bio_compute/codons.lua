-- SPDX-License-Identifier: Apache-2.0
--
-- Transcription, and translation by the standard genetic code (NCBI translation table 1).

local alphabet = require("bio_compute.alphabet")

local find, gmatch, gsub, sub = string.find, string.gmatch, string.gsub, string.sub

local codons = {}

-- The amino acids of the 64 codons TTT, TTC, TTA, TTG, TCT, … GGG, in the order in which NCBI lists them.
local AMINO_ACIDS = "FFLLSSSSYY**CC*W" .. "LLLLPPPPHHQQRRRR" .. "IIIMTTTTNNKKSSRR" .. "VVVVAAAADDEEGGGG"

local PLAIN = {}
do
  local at = 0
  for first in gmatch("TCAG", ".") do
    for second in gmatch("TCAG", ".") do
      for third in gmatch("TCAG", ".") do
        at = at + 1
        PLAIN[first .. second .. third] = sub(AMINO_ACIDS, at, at)
      end
    end
  end
end

-- IUPAC letters for two amino acids that cannot be told apart.
local EITHER = { DN = "B", EQ = "Z", IL = "J" }

-- What all expansions of an ambiguous codon agree on, else B, Z or J for one of two, else X.
local function ambiguous(codon)
  local first, second, third =
    alphabet.BASES[sub(codon, 1, 1)], alphabet.BASES[sub(codon, 2, 2)], alphabet.BASES[sub(codon, 3, 3)]
  local found = {}
  for a in gmatch(first, ".") do
    for b in gmatch(second, ".") do
      for c in gmatch(third, ".") do
        found[PLAIN[a .. b .. c]] = true
      end
    end
  end
  local letters = {}
  for letter in pairs(found) do
    letters[#letters + 1] = letter
  end
  if #letters == 1 then
    return letters[1]
  end
  table.sort(letters)
  return EITHER[table.concat(letters)] or "X"
end

-- By codon of capital DNA letters: its amino acid, * for a stop, - for a gap of three. Filled as asked for.
codons.TABLE = setmetatable({}, {
  __index = function(amino_acids, codon)
    local letter
    if codon == "---" then
      letter = "-"
    elseif find(codon, "-", 1, true) then
      error("bio_compute.translate: codon " .. codon .. " is a part of a gap; gaps must have whole codons", 0)
    else
      letter = PLAIN[codon] or ambiguous(codon)
    end
    amino_acids[codon] = letter
    return letter
  end,
})

local OPTIONS = { frame = true, to_stop = true, stop_symbol = true }

-- The protein that a sequence stands for, by the standard code. A rest of one or two letters is left out. Options:
-- frame (1, 2 or 3: where to start, default 1), to_stop (end before the first stop), stop_symbol (default "*").
function codons.translate(sequence, options)
  alphabet.check(sequence, "bio_compute.translate", true)
  options = options or {}
  for name in pairs(options) do
    if not OPTIONS[name] then
      error("bio_compute.translate: unknown option " .. tostring(name), 2)
    end
  end
  local frame = options.frame or 1
  if frame ~= 1 and frame ~= 2 and frame ~= 3 then
    error("bio_compute.translate: the frame is 1, 2 or 3", 2)
  end
  local letters = alphabet.as_dna(sequence)
  local length = #letters - frame + 1
  letters = sub(letters, frame, frame - 1 + length - length % 3)
  local protein = gsub(letters, "...", codons.TABLE)
  if options.to_stop then
    local stop = find(protein, "*", 1, true)
    return stop and sub(protein, 1, stop - 1) or protein
  elseif options.stop_symbol then
    return (gsub(protein, "%*", (gsub(options.stop_symbol, "%%", "%%%%"))))
  end
  return protein
end

-- The RNA of a DNA coding strand: U for T. Case is kept.
function codons.transcribe(sequence)
  alphabet.check(sequence, "bio_compute.transcribe", true)
  return (gsub(gsub(sequence, "T", "U"), "t", "u"))
end

-- The DNA coding strand of an RNA: T for U. Case is kept.
function codons.back_transcribe(sequence)
  alphabet.check(sequence, "bio_compute.back_transcribe", true)
  return (gsub(gsub(sequence, "U", "T"), "u", "t"))
end

-- How often each codon occurs, from the frame (default 1) on; only codons of plain bases, as DNA.
function codons.codon_counts(sequence, frame)
  alphabet.check(sequence, "bio_compute.codon_counts")
  local counts = {}
  for codon in gmatch(sub(alphabet.as_dna(sequence), frame or 1), "...") do
    if PLAIN[codon] then
      counts[codon] = (counts[codon] or 0) + 1
    end
  end
  return counts
end

return codons
