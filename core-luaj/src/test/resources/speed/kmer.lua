-- SPDX-License-Identifier: Apache-2.0
local seq = {} local x = 12345 for i = 1, 200000 do x = (x * 1103515245 + 12345) % 2147483648 seq[i] = ("ACGT"):sub(x % 4 + 1, x % 4 + 1) end local s = table.concat(seq) local c = {} for i = 1, #s - 7 do local k = s:sub(i, i + 7) c[k] = (c[k] or 0) + 1 end local n = 0 for _ in pairs(c) do n = n + 1 end return n
