-- SPDX-License-Identifier: Apache-2.0
-- Run once in the neighbour, before any attack: keeps all that it can reach, and a sequence of random numbers that it knows.
-- Later neighbour() says what is not as it was; nothing if all is.
local kept, seen = {}, {}
local function keep(path, t)
    seen[t] = true
    for k, v in next, t do
        if type(k) == 'string' then
            local name = path .. k
            kept[#kept + 1] = {name, t, k, v}
            if type(v) == 'table' and not seen[v] then keep(name .. '.', v) end
        end
    end
end
keep('', _G)
local mt = getmetatable('')
if type(mt) == 'table' then keep('string metatable.', mt) end

local rawget, rawequal, random, seed, getmetatable, concat = rawget, rawequal, math.random, math.randomseed, getmetatable, table.concat
seed(42)
local expected = {random(1000000), random(1000000), random(1000000), random(1000000)}
seed(42)
local at = 0

function neighbour()
    local changed = {}
    for i = 1, #kept do
        local entry = kept[i]
        if not rawequal(rawget(entry[2], entry[3]), entry[4]) then changed[#changed + 1] = entry[1] end
    end
    if not rawequal(getmetatable(''), mt) then changed[#changed + 1] = "getmetatable('')" end
    at = at + 1
    if random(1000000) ~= expected[at] then changed[#changed + 1] = 'math.random' end
    if at == #expected then
        at = 0
        seed(42)
    end
    return concat(changed, ' ')
end
