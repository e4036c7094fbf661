-- SPDX-License-Identifier: Apache-2.0
--
-- Counting words of k letters.

local alphabet = require("bio_compute.alphabet")
local numbers = require("numbers")

local gmatch, sub, upper = string.gmatch, string.sub, string.upper

local kmers = {}

-- How often each word of k letters occurs (overlapping ones too), by word in capital letters, and how many words
-- there were. Words with an ambiguous letter are left out. Option canonical: a word and its reverse complement
-- count as one, under the name that comes first in the alphabet.
function kmers.kmers(sequence, k, options)
  alphabet.check(sequence, "bio_compute.kmers")
  if not numbers.is_whole(k) or k < 1 then
    error("bio_compute.kmers: k is a whole number from 1 on", 2)
  end
  local rna = alphabet.is_rna(sequence, "bio_compute.kmers")
  local counts, total = {}, 0
  for run in gmatch(upper(sequence), "[ACGTU]+") do
    local last = #run - k + 1
    for i = 1, last do
      local word = sub(run, i, i + k - 1)
      counts[word] = (counts[word] or 0) + 1
    end
    if last > 0 then
      total = total + last
    end
  end
  if options and options.canonical then
    local canonical = {}
    for word, count in pairs(counts) do
      local other = alphabet.reverse_complement(word, rna)
      local name = other < word and other or word
      canonical[name] = (canonical[name] or 0) + count
    end
    counts = canonical
  end
  return counts, total
end

-- The entries of a table of counts with the highest counts, highest first and by name among equals: an array of
-- { name, count }; at most that many if a number is given.
function kmers.most_common(counts, number)
  local entries = {}
  for name, count in pairs(counts) do
    entries[#entries + 1] = { name, count }
  end
  table.sort(entries, function(a, b)
    if a[2] ~= b[2] then
      return a[2] > b[2]
    end
    return a[1] < b[1]
  end)
  for i = #entries, (number or #entries) + 1, -1 do
    entries[i] = nil
  end
  return entries
end

-- How many words of n letters there are, a word and its reverse complement taken as one: how large a table of
-- canonical k-mers can get. (4^n + p) / 2, p being the words that are their own reverse complement: 4^(n/2)
-- for even n, none for odd. n is a whole number from 1 to 26, up to which every Lua counts exactly.
function kmers.compute(n)
  if not numbers.is_whole(n) or n < 1 or n > 26 then
    error("bio_compute.compute: a whole number from 1 to 26 is needed", 2)
  end
  local words, palindromes = 2, 0 -- 4^n / 2 and p / 2 for n = 1
  for length = 2, n do
    words = words * 4
    if length % 2 == 0 then
      palindromes = palindromes == 0 and 2 or palindromes * 4
    end
  end
  return n % 2 == 0 and words + palindromes or words
end

return kmers
