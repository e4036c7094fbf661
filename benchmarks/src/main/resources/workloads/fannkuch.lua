-- SPDX-License-Identifier: Apache-2.0
-- Arrays of small integers: the most flips that turn a permutation's first element into 1.
local n = ...
local perm, flipped, count = {}, {}, {}
for i = 1, n do perm[i] = i end
local most, checksum, sign, left = 0, 0, 1, n + 1
while true do
  while left > 2 do
    left = left - 1
    count[left] = left
  end
  if perm[1] ~= 1 then
    for i = 1, n do flipped[i] = perm[i] end
    local flips, first = 0, flipped[1]
    while first ~= 1 do
      local i, j = 1, first
      while i < j do
        flipped[i], flipped[j] = flipped[j], flipped[i]
        i, j = i + 1, j - 1
      end
      flips = flips + 1
      first = flipped[1]
    end
    if flips > most then most = flips end
    checksum = checksum + sign * flips
  end
  -- The next permutation: rotate the shortest prefix that has rotations left.
  while true do
    if left > n then return most, checksum end
    local first = perm[1]
    for i = 1, left - 1 do perm[i] = perm[i + 1] end
    perm[left] = first
    count[left] = count[left] - 1
    if count[left] > 0 then break end
    left = left + 1
  end
  sign = -sign
end
