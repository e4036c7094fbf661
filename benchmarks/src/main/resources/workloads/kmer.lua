-- SPDX-License-Identifier: Apache-2.0
-- Short strings as keys: how often each word of eight bases occurs in a random sequence.
local length = ...
local bases, x = {}, 12345
for i = 1, length do
  x = (x * 1103515 + 12345) % 2147483648
  local at = math.floor(x / 65536) % 4 + 1
  bases[i] = ("ACGT"):sub(at, at)
end
local sequence, counts = table.concat(bases), {}
for i = 1, #sequence - 7 do
  local word = sequence:sub(i, i + 7)
  counts[word] = (counts[word] or 0) + 1
end
local different, most = 0, 0
for _, count in pairs(counts) do
  different = different + 1
  if count > most then most = count end
end
return different, most
