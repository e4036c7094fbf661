-- SPDX-License-Identifier: Apache-2.0
-- What is wrong with a primer, by the usual rules of thumb.

local oligo_tm = require("oligo_tm")

local primer_check = {}

--- A list of complaints, one line each; empty if there are none.
function primer_check.complaints(sequence)
  local found = {}
  local function complain(text, ...)
    found[#found + 1] = string.format(text, ...)
  end
  local bases = string.upper(sequence)
  if #bases < 18 or #bases > 25 then
    complain("%d bases; 18 to 25 are usual", #bases)
  end
  local gc = oligo_tm.gc(bases)
  if gc < 0.4 or gc > 0.6 then
    complain("%.0f %% G and C; 40 to 60 are usual", 100 * gc)
  end
  local melting = oligo_tm.melting(bases)
  if melting < 50 or melting > 65 then
    complain("melts at %.1f degrees; 50 to 65 are usual", melting)
  end
  if not string.find(bases, "[GC]$") then
    complain("does not end in G or C")
  end
  for _, base in ipairs({ "A", "C", "G", "T" }) do
    if string.find(bases, string.rep(base, 5), 1, true) then
      complain("five %s in a row", base)
    end
  end
  return found
end

return primer_check
