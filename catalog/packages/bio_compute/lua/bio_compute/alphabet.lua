-- SPDX-License-Identifier: Apache-2.0
--
-- The IUPAC nucleotide letters (NC-IUB, Nucleic Acids Research 13, 1985), and complements.

local byte, find, format, gsub, match, reverse, sub, upper =
  string.byte, string.find, string.format, string.gsub, string.match, string.reverse, string.sub, string.upper

local alphabet = {}

-- By letter: the bases that it can stand for.
alphabet.BASES = {
  A = "A",
  C = "C",
  G = "G",
  T = "T",
  U = "T",
  R = "AG",
  Y = "CT",
  S = "CG",
  W = "AT",
  K = "GT",
  M = "AC",
  B = "CGT",
  D = "AGT",
  H = "ACT",
  V = "ACG",
  N = "ACGT",
}

-- All letters in the order in which reports list them.
alphabet.LETTERS = { "A", "C", "G", "T", "U", "R", "Y", "S", "W", "K", "M", "B", "D", "H", "V", "N" }

local ILLEGAL = "[^ACGTUNRYSWKMBDHVacgtunryswkmbdhv]"
local ILLEGAL_OR_GAP = "[^ACGTUNRYSWKMBDHVacgtunryswkmbdhv%-]"

-- How a byte that should not be there is named in a message.
function alphabet.named(character)
  if find(character, "^[\33-\126]$") then
    return "'" .. character .. "'"
  end
  return format("byte %d", byte(character))
end

-- Refuses what is no sequence of nucleotide letters; gaps are letters only if allowed.
function alphabet.check(sequence, what, gaps)
  if type(sequence) ~= "string" then
    error(what .. ": a sequence (a string) is needed, got " .. type(sequence), 3)
  end
  local at = find(sequence, gaps and ILLEGAL_OR_GAP or ILLEGAL)
  if at then
    local named = alphabet.named(sub(sequence, at, at))
    error(format("%s: %s at position %d is no nucleotide letter", what, named, at), 3)
  end
end

-- Whether the sequence is RNA: it has U and no T. Refuses one with both.
function alphabet.is_rna(sequence, what)
  if not find(sequence, "[Uu]") then
    return false
  elseif find(sequence, "[Tt]") then
    error(what .. ": the sequence has both T and U, so it is neither DNA nor RNA", 3)
  end
  return true
end

-- The sequence in upper case, with T for U.
function alphabet.as_dna(sequence)
  local letters = upper(sequence)
  if find(letters, "U", 1, true) then
    letters = gsub(letters, "U", "T")
  end
  return letters
end

-- Complements are looked up four letters at a time: a whole chromosome takes a quarter of the steps. Only
-- words of plain bases are kept, so a table stays small whatever the sequence is.
local function complements(from, to)
  local single = {}
  for i = 1, #from do
    local letter, complement = sub(from, i, i), sub(to, i, i)
    single[letter] = complement
    single[string.lower(letter)] = string.lower(complement)
  end
  return setmetatable({}, {
    __index = function(words, word)
      local complement = gsub(word, ".", single)
      if match(word, "^[ACGTUacgtu]+$") then
        words[word] = complement
      end
      return complement
    end,
  })
end

local DNA = complements("ACGTNRYSWKMBDHV-", "TGCANYRSWMKVHDB-")
local RNA = complements("ACGUNRYSWKMBDHV-", "UGCANYRSWMKVHDB-")

-- The other strand of a checked sequence, read in its own direction. Case is kept.
function alphabet.reverse_complement(sequence, rna)
  return reverse((gsub(sequence, "..?.?.?", rna and RNA or DNA)))
end

return alphabet
