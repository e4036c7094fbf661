-- SPDX-License-Identifier: Apache-2.0
-- Allocation of small tables: complete binary trees, made, counted and dropped.
local depth = ...

local function make(d)
  if d == 0 then return {} end
  return { make(d - 1), make(d - 1) }
end

local function count(tree)
  if not tree[1] then return 1 end
  return 1 + count(tree[1]) + count(tree[2])
end

local kept = make(depth)
local total = 0
for d = 4, depth, 2 do
  for _ = 1, 2 ^ (depth - d) do total = total + count(make(d)) end
end
return total + count(kept)
