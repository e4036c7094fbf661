-- SPDX-License-Identifier: Apache-2.0
--
-- Sequences that look random and are the same on every engine: a linear congruential generator (Park and Miller, 1988).

return function(seed)
  local state = seed
  local function random(limit)
    state = state * 16807 % 2147483647
    return state % limit + 1
  end
  return function(length, letters)
    local pieces = {}
    for i = 1, length do
      local at = random(#letters)
      pieces[i] = string.sub(letters, at, at)
    end
    return table.concat(pieces)
  end
end
