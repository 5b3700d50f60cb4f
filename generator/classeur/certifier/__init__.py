"""What goes to the certifier to lift non-conformities: letter, plan of correction, proofs, and the list of them."""
