-- SPDX-License-Identifier: Apache-2.0
local t = {} local words = {} for i = 1, 100000 do t[#t+1] = "word" .. (i % 100) .. "," end local s = table.concat(t)
for w in s:gmatch("%a+%d+") do words[w] = (words[w] or 0) + 1 end
local r = s:gsub("word", "WORD"):upper():sub(1, 100) local n = 0 for i = 1, #s do if s:byte(i) == 44 then n = n + 1 end end return n, r
