-- SPDX-License-Identifier: Apache-2.0
--
-- What a sequence is made of.

local alphabet = require("bio_compute.alphabet")
local numbers = require("numbers")

local byte, sub = string.byte, string.sub
local concat = table.concat

local composition = {}

-- How often each byte occurs, by byte.
local function bytes(sequence)
  local counts = {}
  for code = 0, 255 do
    counts[code] = 0
  end
  local length = #sequence
  local whole = length - length % 8
  for i = 1, whole, 8 do
    local a, b, c, d, e, f, g, h = byte(sequence, i, i + 7)
    counts[a] = counts[a] + 1
    counts[b] = counts[b] + 1
    counts[c] = counts[c] + 1
    counts[d] = counts[d] + 1
    counts[e] = counts[e] + 1
    counts[f] = counts[f] + 1
    counts[g] = counts[g] + 1
    counts[h] = counts[h] + 1
  end
  for i = whole + 1, length do
    local code = byte(sequence, i)
    counts[code] = counts[code] + 1
  end
  return counts
end

local function letters(sequence)
  local by_byte = bytes(sequence)
  local counts = {}
  for _, letter in ipairs(alphabet.LETTERS) do
    local count = by_byte[byte(letter)] + by_byte[byte(letter) + 32]
    if count > 0 then
      counts[letter] = count
    end
  end
  counts.A, counts.C, counts.G = counts.A or 0, counts.C or 0, counts.G or 0
  if not counts.U then
    counts.T = counts.T or 0
  end
  return counts
end

-- How often each letter occurs, by capital letter: the four bases always (U instead of T if it is RNA), other
-- letters where they occur. Lower case counts as upper case.
function composition.counts(sequence)
  alphabet.check(sequence, "bio_compute.counts")
  return letters(sequence)
end

local function sum(counts, which)
  local total = 0
  for i = 1, #which do
    total = total + (counts[sub(which, i, i)] or 0)
  end
  return total
end

-- The strong letters and all of which it is known whether they are strong.
local function strong_and_known(counts)
  local strong = sum(counts, "GCS")
  return strong, strong + sum(counts, "ATUW")
end

local function gc_of(counts)
  local strong, known = strong_and_known(counts)
  if known == 0 then
    return nil
  end
  return 100 * strong / known
end

-- GC content in percent: 100 * (G+C+S) / (A+C+G+T+U+S+W). Letters that leave open whether the base is a strong
-- one count on neither side; nil if there is no other.
function composition.gc_content(sequence)
  alphabet.check(sequence, "bio_compute.gc_content")
  return gc_of(letters(sequence))
end

local Analysis = {}

-- One line, such as "DNA of 4 letters, GC 50.00 %, A 1 C 1 G 1 T 1".
function Analysis.__tostring(analysis)
  local counts = analysis.counts
  local words = {}
  for _, letter in ipairs(alphabet.LETTERS) do
    if counts[letter] then
      words[#words + 1] = letter .. " " .. numbers.format(counts[letter])
    end
  end
  local strong, known = strong_and_known(counts)
  return analysis.molecule
    .. " of "
    .. numbers.format(analysis.length)
    .. (analysis.length == 1 and " letter" or " letters")
    .. ", GC "
    .. (known > 0 and numbers.percent(strong, known) .. " %" or "NA")
    .. ", "
    .. concat(words, " ")
end

-- Length, molecule ("DNA" or "RNA"), counts by letter, GC content in percent (nil if unknown) and the number of
-- ambiguous letters. As text it is one line.
function composition.analyze_sequence(sequence)
  alphabet.check(sequence, "bio_compute.analyze_sequence")
  local rna = alphabet.is_rna(sequence, "bio_compute.analyze_sequence")
  local counts = letters(sequence)
  return setmetatable({
    length = #sequence,
    molecule = rna and "RNA" or "DNA",
    counts = counts,
    gc_content = gc_of(counts),
    ambiguous = sum(counts, "RYSWKMBDHVN"),
  }, Analysis)
end

return composition
