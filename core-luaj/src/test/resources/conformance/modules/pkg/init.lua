return {x="X", args={...}}
