-- SPDX-License-Identifier: Apache-2.0
--
-- Open reading frames.

local alphabet = require("bio_compute.alphabet")
local codons = require("bio_compute.codons")

local gmatch, sub = string.gmatch, string.sub

local orfs = {}

local OPTIONS = { min_length = true, starts = true, strand = true, partial = true }

-- Calls found(first, last, frame, partial) for each open frame of one strand, positions on that strand.
local function scan(letters, starts, amino_acids, partial, found)
  for frame = 1, 3 do
    local at, open = frame, nil
    for codon in gmatch(sub(letters, frame), "...") do
      if open then
        if amino_acids[codon] == "*" then
          found(open, at + 2, frame, false)
          open = nil
        end
      elseif starts[codon] then
        open = at
      end
      at = at + 3
    end
    if open and partial then
      found(open, at - 1, frame, true)
    end
  end
end

local function by_position(a, b)
  if a.first ~= b.first then
    return a.first < b.first
  elseif a.last ~= b.last then
    return a.last < b.last
  end
  return a.strand < b.strand
end

-- The open reading frames of a linear molecule, by position: from the first start codon to the next stop codon in
-- the same frame, both included. Each has
--   first, last  positions on the given strand, from 1 on, first <= last on both strands
--   strand       "+" or "-"
--   frame        1, 2 or 3, counted from the first letter of its strand
--   length       letters, stop codon included
--   partial      true if it runs to the end of the molecule without a stop (only with the option)
-- Options: min_length (in letters, default 75), starts (start codons, default { "ATG" }), strand ("+", "-" or
-- "both", the default), partial (also those without a stop).
function orfs.orfs(sequence, options)
  alphabet.check(sequence, "bio_compute.orfs")
  options = options or {}
  for name in pairs(options) do
    if not OPTIONS[name] then
      error("bio_compute.orfs: unknown option " .. tostring(name), 2)
    end
  end
  local strand = options.strand or "both"
  if strand ~= "both" and strand ~= "+" and strand ~= "-" then
    error('bio_compute.orfs: the strand is "+", "-" or "both"', 2)
  end
  local min_length = options.min_length or 75
  local starts = {}
  for _, codon in ipairs(options.starts or { "ATG" }) do
    if type(codon) ~= "string" or not string.find(codon, "^[ACGTUacgtu][ACGTUacgtu][ACGTUacgtu]$") then
      error("bio_compute.orfs: start codon " .. tostring(codon) .. " is not three letters of ACGTU", 2)
    end
    starts[alphabet.as_dna(codon)] = true
  end
  local letters = alphabet.as_dna(sequence)
  local length = #letters
  local list = {}
  if strand ~= "-" then
    scan(letters, starts, codons.TABLE, options.partial, function(first, last, frame, partial)
      if last - first + 1 >= min_length then
        list[#list + 1] =
          { first = first, last = last, strand = "+", frame = frame, length = last - first + 1, partial = partial }
      end
    end)
  end
  if strand ~= "+" then
    local other = alphabet.reverse_complement(letters)
    scan(other, starts, codons.TABLE, options.partial, function(first, last, frame, partial)
      if last - first + 1 >= min_length then
        list[#list + 1] = {
          first = length - last + 1,
          last = length - first + 1,
          strand = "-",
          frame = frame,
          length = last - first + 1,
          partial = partial,
        }
      end
    end)
  end
  table.sort(list, by_position)
  return list
end

-- The letters of a stretch (a table with first, last and strand, as bio_compute.orfs gives them), read on its strand.
function orfs.extract(sequence, stretch)
  local letters = sub(sequence, stretch.first, stretch.last)
  if stretch.strand == "-" then
    alphabet.check(letters, "bio_compute.extract")
    return alphabet.reverse_complement(letters, alphabet.is_rna(letters, "bio_compute.extract"))
  end
  return letters
end

return orfs
