-- SPDX-License-Identifier: Apache-2.0
-- Melting temperatures of short oligonucleotides, in degrees Celsius.

local oligo_tm = {}

local function counts(sequence)
  local bases = string.upper(sequence)
  local _, gc = string.gsub(bases, "[GC]", "")
  local _, at = string.gsub(bases, "[AT]", "")
  if gc + at ~= #bases or #bases == 0 then
    error("a sequence of A, C, G and T was expected, not '" .. sequence .. "'", 3)
  end
  return gc, at
end

--- The part of G and C, between 0 and 1.
function oligo_tm.gc(sequence)
  local gc, at = counts(sequence)
  return gc / (gc + at)
end

--- Wallace's rule, for up to 13 bases: 2 degrees for A and T, 4 for G and C; above that the formula of Marmur and Doty.
function oligo_tm.melting(sequence)
  local gc, at = counts(sequence)
  if gc + at < 14 then
    return 2 * at + 4 * gc
  end
  return 64.9 + 41 * (gc - 16.4) / (gc + at)
end

return oligo_tm
