-- SPDX-License-Identifier: Apache-2.0
-- Building, searching and replacing text.
local lines = ...
local parts = {}
for i = 1, lines do parts[#parts + 1] = "gene" .. (i % 100) .. "\t" .. i .. "\n" end
local text = table.concat(parts)
local counts, names = {}, 0
for name in text:gmatch("%a+%d+") do
  if not counts[name] then names = names + 1 end
  counts[name] = (counts[name] or 0) + 1
end
local upper, replaced = text:gsub("gene", "GENE")
local tabs = 0
for i = 1, #text do
  if text:byte(i) == 9 then tabs = tabs + 1 end
end
local joined = ""
for i = 1, 200 do joined = joined .. upper:sub(i, i):lower() end
return names, replaced, tabs, joined:reverse():rep(3)
